/* Annotation words (SAL): what a parameter is for, in a form that only Microsoft's analyser reads.
 *
 * Sources made by wsutil use them everywhere: newer ones the words with underscores around (_In_), older ones the
 * first generation (__in). Each word that the compiler's own headers do not know is defined here, as nothing.
 * WS_NO_OLD_SAL, defined before, leaves the first generation out.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef WS_SAL_H
#define WS_SAL_H

#ifdef __has_include
#    if __has_include(<sal.h>)
#        include <sal.h>
#    endif
#elif defined(_MSC_VER)
#    include <sal.h>
#endif

/* The present words: without arguments, with one, with two. */

#ifndef _In_
#    define _In_
#endif
#ifndef _In_opt_
#    define _In_opt_
#endif
#ifndef _In_z_
#    define _In_z_
#endif
#ifndef _In_opt_z_
#    define _In_opt_z_
#endif
#ifndef _Out_
#    define _Out_
#endif
#ifndef _Out_opt_
#    define _Out_opt_
#endif
#ifndef _Inout_
#    define _Inout_
#endif
#ifndef _Inout_opt_
#    define _Inout_opt_
#endif
#ifndef _Inout_z_
#    define _Inout_z_
#endif
#ifndef _Inout_opt_z_
#    define _Inout_opt_z_
#endif
#ifndef _Outptr_
#    define _Outptr_
#endif
#ifndef _Outptr_opt_
#    define _Outptr_opt_
#endif
#ifndef _Outptr_result_maybenull_
#    define _Outptr_result_maybenull_
#endif
#ifndef _Outptr_opt_result_maybenull_
#    define _Outptr_opt_result_maybenull_
#endif
#ifndef _Outptr_result_z_
#    define _Outptr_result_z_
#endif
#ifndef _Outptr_opt_result_z_
#    define _Outptr_opt_result_z_
#endif
#ifndef _Outptr_result_maybenull_z_
#    define _Outptr_result_maybenull_z_
#endif
#ifndef _Outptr_opt_result_maybenull_z_
#    define _Outptr_opt_result_maybenull_z_
#endif
#ifndef _Outptr_result_nullonfailure_
#    define _Outptr_result_nullonfailure_
#endif
#ifndef _Outptr_opt_result_nullonfailure_
#    define _Outptr_opt_result_nullonfailure_
#endif
#ifndef _COM_Outptr_
#    define _COM_Outptr_
#endif
#ifndef _COM_Outptr_opt_
#    define _COM_Outptr_opt_
#endif
#ifndef _COM_Outptr_result_maybenull_
#    define _COM_Outptr_result_maybenull_
#endif
#ifndef _COM_Outptr_opt_result_maybenull_
#    define _COM_Outptr_opt_result_maybenull_
#endif
#ifndef _Field_z_
#    define _Field_z_
#endif
#ifndef _Ret_z_
#    define _Ret_z_
#endif
#ifndef _Ret_notnull_
#    define _Ret_notnull_
#endif
#ifndef _Ret_maybenull_
#    define _Ret_maybenull_
#endif
#ifndef _Ret_null_
#    define _Ret_null_
#endif
#ifndef _Ret_valid_
#    define _Ret_valid_
#endif
#ifndef _Check_return_
#    define _Check_return_
#endif
#ifndef _Must_inspect_result_
#    define _Must_inspect_result_
#endif
#ifndef _Null_terminated_
#    define _Null_terminated_
#endif
#ifndef _Reserved_
#    define _Reserved_
#endif
#ifndef _Const_
#    define _Const_
#endif
#ifndef _Unchanged_
#    define _Unchanged_
#endif
#ifndef _Pre_
#    define _Pre_
#endif
#ifndef _Pre_valid_
#    define _Pre_valid_
#endif
#ifndef _Pre_opt_valid_
#    define _Pre_opt_valid_
#endif
#ifndef _Pre_notnull_
#    define _Pre_notnull_
#endif
#ifndef _Pre_maybenull_
#    define _Pre_maybenull_
#endif
#ifndef _Pre_null_
#    define _Pre_null_
#endif
#ifndef _Pre_z_
#    define _Pre_z_
#endif
#ifndef _Post_
#    define _Post_
#endif
#ifndef _Post_valid_
#    define _Post_valid_
#endif
#ifndef _Post_invalid_
#    define _Post_invalid_
#endif
#ifndef _Post_ptr_invalid_
#    define _Post_ptr_invalid_
#endif
#ifndef _Post_notnull_
#    define _Post_notnull_
#endif
#ifndef _Post_maybenull_
#    define _Post_maybenull_
#endif
#ifndef _Post_null_
#    define _Post_null_
#endif
#ifndef _Post_z_
#    define _Post_z_
#endif
#ifndef _Use_decl_annotations_
#    define _Use_decl_annotations_
#endif
#ifndef _Deref_out_
#    define _Deref_out_
#endif
#ifndef _Deref_out_opt_
#    define _Deref_out_opt_
#endif
#ifndef _Deref_opt_out_
#    define _Deref_opt_out_
#endif
#ifndef _Deref_opt_out_opt_
#    define _Deref_opt_out_opt_
#endif
#ifndef _Printf_format_string_
#    define _Printf_format_string_
#endif
#ifndef _Result_nullonfailure_
#    define _Result_nullonfailure_
#endif
#ifndef _Notnull_
#    define _Notnull_
#endif
#ifndef _Maybenull_
#    define _Maybenull_
#endif
#ifndef _Valid_
#    define _Valid_
#endif
#ifndef _Notvalid_
#    define _Notvalid_
#endif
#ifndef _In_reads_
#    define _In_reads_(a)
#endif
#ifndef _In_reads_opt_
#    define _In_reads_opt_(a)
#endif
#ifndef _In_reads_bytes_
#    define _In_reads_bytes_(a)
#endif
#ifndef _In_reads_bytes_opt_
#    define _In_reads_bytes_opt_(a)
#endif
#ifndef _In_reads_z_
#    define _In_reads_z_(a)
#endif
#ifndef _In_reads_opt_z_
#    define _In_reads_opt_z_(a)
#endif
#ifndef _In_reads_or_z_
#    define _In_reads_or_z_(a)
#endif
#ifndef _In_reads_or_z_opt_
#    define _In_reads_or_z_opt_(a)
#endif
#ifndef _Out_writes_
#    define _Out_writes_(a)
#endif
#ifndef _Out_writes_opt_
#    define _Out_writes_opt_(a)
#endif
#ifndef _Out_writes_bytes_
#    define _Out_writes_bytes_(a)
#endif
#ifndef _Out_writes_bytes_opt_
#    define _Out_writes_bytes_opt_(a)
#endif
#ifndef _Out_writes_z_
#    define _Out_writes_z_(a)
#endif
#ifndef _Out_writes_opt_z_
#    define _Out_writes_opt_z_(a)
#endif
#ifndef _Out_writes_all_
#    define _Out_writes_all_(a)
#endif
#ifndef _Out_writes_all_opt_
#    define _Out_writes_all_opt_(a)
#endif
#ifndef _Out_writes_bytes_all_
#    define _Out_writes_bytes_all_(a)
#endif
#ifndef _Out_writes_bytes_all_opt_
#    define _Out_writes_bytes_all_opt_(a)
#endif
#ifndef _Inout_updates_
#    define _Inout_updates_(a)
#endif
#ifndef _Inout_updates_opt_
#    define _Inout_updates_opt_(a)
#endif
#ifndef _Inout_updates_z_
#    define _Inout_updates_z_(a)
#endif
#ifndef _Inout_updates_opt_z_
#    define _Inout_updates_opt_z_(a)
#endif
#ifndef _Inout_updates_all_
#    define _Inout_updates_all_(a)
#endif
#ifndef _Inout_updates_all_opt_
#    define _Inout_updates_all_opt_(a)
#endif
#ifndef _Inout_updates_bytes_
#    define _Inout_updates_bytes_(a)
#endif
#ifndef _Inout_updates_bytes_opt_
#    define _Inout_updates_bytes_opt_(a)
#endif
#ifndef _Inout_updates_bytes_all_
#    define _Inout_updates_bytes_all_(a)
#endif
#ifndef _Inout_updates_bytes_all_opt_
#    define _Inout_updates_bytes_all_opt_(a)
#endif
#ifndef _Outptr_result_buffer_
#    define _Outptr_result_buffer_(a)
#endif
#ifndef _Outptr_opt_result_buffer_
#    define _Outptr_opt_result_buffer_(a)
#endif
#ifndef _Outptr_result_buffer_maybenull_
#    define _Outptr_result_buffer_maybenull_(a)
#endif
#ifndef _Outptr_opt_result_buffer_maybenull_
#    define _Outptr_opt_result_buffer_maybenull_(a)
#endif
#ifndef _Outptr_result_buffer_all_
#    define _Outptr_result_buffer_all_(a)
#endif
#ifndef _Outptr_opt_result_buffer_all_
#    define _Outptr_opt_result_buffer_all_(a)
#endif
#ifndef _Outptr_result_bytebuffer_
#    define _Outptr_result_bytebuffer_(a)
#endif
#ifndef _Outptr_opt_result_bytebuffer_
#    define _Outptr_opt_result_bytebuffer_(a)
#endif
#ifndef _Outptr_result_bytebuffer_maybenull_
#    define _Outptr_result_bytebuffer_maybenull_(a)
#endif
#ifndef _Outptr_opt_result_bytebuffer_maybenull_
#    define _Outptr_opt_result_bytebuffer_maybenull_(a)
#endif
#ifndef _Outptr_result_bytebuffer_all_
#    define _Outptr_result_bytebuffer_all_(a)
#endif
#ifndef _Outptr_opt_result_bytebuffer_all_
#    define _Outptr_opt_result_bytebuffer_all_(a)
#endif
#ifndef _Field_size_
#    define _Field_size_(a)
#endif
#ifndef _Field_size_opt_
#    define _Field_size_opt_(a)
#endif
#ifndef _Field_size_bytes_
#    define _Field_size_bytes_(a)
#endif
#ifndef _Field_size_bytes_opt_
#    define _Field_size_bytes_opt_(a)
#endif
#ifndef _Field_size_full_
#    define _Field_size_full_(a)
#endif
#ifndef _Field_size_full_opt_
#    define _Field_size_full_opt_(a)
#endif
#ifndef _Field_size_bytes_full_
#    define _Field_size_bytes_full_(a)
#endif
#ifndef _Field_size_bytes_full_opt_
#    define _Field_size_bytes_full_opt_(a)
#endif
#ifndef _Struct_size_bytes_
#    define _Struct_size_bytes_(a)
#endif
#ifndef _Ret_writes_
#    define _Ret_writes_(a)
#endif
#ifndef _Ret_writes_bytes_
#    define _Ret_writes_bytes_(a)
#endif
#ifndef _Ret_writes_z_
#    define _Ret_writes_z_(a)
#endif
#ifndef _Ret_writes_maybenull_
#    define _Ret_writes_maybenull_(a)
#endif
#ifndef _Ret_writes_bytes_maybenull_
#    define _Ret_writes_bytes_maybenull_(a)
#endif
#ifndef _Success_
#    define _Success_(a)
#endif
#ifndef _Return_type_success_
#    define _Return_type_success_(a)
#endif
#ifndef _On_failure_
#    define _On_failure_(a)
#endif
#ifndef _Function_class_
#    define _Function_class_(a)
#endif
#ifndef _Readable_elements_
#    define _Readable_elements_(a)
#endif
#ifndef _Readable_bytes_
#    define _Readable_bytes_(a)
#endif
#ifndef _Writable_elements_
#    define _Writable_elements_(a)
#endif
#ifndef _Writable_bytes_
#    define _Writable_bytes_(a)
#endif
#ifndef _Post_readable_size_
#    define _Post_readable_size_(a)
#endif
#ifndef _Post_readable_byte_size_
#    define _Post_readable_byte_size_(a)
#endif
#ifndef _Post_writable_size_
#    define _Post_writable_size_(a)
#endif
#ifndef _Post_writable_byte_size_
#    define _Post_writable_byte_size_(a)
#endif
#ifndef _Post_satisfies_
#    define _Post_satisfies_(a)
#endif
#ifndef _Pre_satisfies_
#    define _Pre_satisfies_(a)
#endif
#ifndef _Out_writes_to_
#    define _Out_writes_to_(a, b)
#endif
#ifndef _Out_writes_to_opt_
#    define _Out_writes_to_opt_(a, b)
#endif
#ifndef _Out_writes_bytes_to_
#    define _Out_writes_bytes_to_(a, b)
#endif
#ifndef _Out_writes_bytes_to_opt_
#    define _Out_writes_bytes_to_opt_(a, b)
#endif
#ifndef _Inout_updates_to_
#    define _Inout_updates_to_(a, b)
#endif
#ifndef _Inout_updates_to_opt_
#    define _Inout_updates_to_opt_(a, b)
#endif
#ifndef _Inout_updates_bytes_to_
#    define _Inout_updates_bytes_to_(a, b)
#endif
#ifndef _Inout_updates_bytes_to_opt_
#    define _Inout_updates_bytes_to_opt_(a, b)
#endif
#ifndef _Outptr_result_buffer_to_
#    define _Outptr_result_buffer_to_(a, b)
#endif
#ifndef _Outptr_opt_result_buffer_to_
#    define _Outptr_opt_result_buffer_to_(a, b)
#endif
#ifndef _Outptr_result_bytebuffer_to_
#    define _Outptr_result_bytebuffer_to_(a, b)
#endif
#ifndef _Outptr_opt_result_bytebuffer_to_
#    define _Outptr_opt_result_bytebuffer_to_(a, b)
#endif
#ifndef _Field_size_part_
#    define _Field_size_part_(a, b)
#endif
#ifndef _Field_size_part_opt_
#    define _Field_size_part_opt_(a, b)
#endif
#ifndef _Field_size_bytes_part_
#    define _Field_size_bytes_part_(a, b)
#endif
#ifndef _Field_size_bytes_part_opt_
#    define _Field_size_bytes_part_opt_(a, b)
#endif
#ifndef _In_range_
#    define _In_range_(a, b)
#endif
#ifndef _Out_range_
#    define _Out_range_(a, b)
#endif
#ifndef _Field_range_
#    define _Field_range_(a, b)
#endif
#ifndef _Ret_range_
#    define _Ret_range_(a, b)
#endif
#ifndef _When_
#    define _When_(a, b)
#endif
#ifndef _At_
#    define _At_(a, b)
#endif

#ifndef WS_NO_OLD_SAL

/* Headers of the usual C++ libraries have variables called __in and __out. Those headers are read here, before the
 * words vanish, so that it does not matter which is included first. */
#    if defined(__cplusplus) && !defined(_MSC_VER)
#        if __STDC_HOSTED__
#            include <algorithm>
#            include <iostream>
#            include <locale>
#            include <memory>
#            if __cplusplus >= 201103L
#                include <regex>
#                include <thread>
#            endif
#            if __cplusplus >= 202002L
#                include <ranges>
#                if __has_include(<format>)
#                    include <format>
#                endif
#            endif
#        endif
#    endif

/* The first generation. */

#    ifndef __inout
#        define __inout
#    endif
#    ifndef __in_opt
#        define __in_opt
#    endif
#    ifndef __out_opt
#        define __out_opt
#    endif
#    ifndef __inout_opt
#        define __inout_opt
#    endif
#    ifndef __in_z
#        define __in_z
#    endif
#    ifndef __inout_z
#        define __inout_z
#    endif
#    ifndef __in_z_opt
#        define __in_z_opt
#    endif
#    ifndef __inout_z_opt
#        define __inout_z_opt
#    endif
#    ifndef __in_ecount
#        define __in_ecount(a)
#    endif
#    ifndef __in_ecount_opt
#        define __in_ecount_opt(a)
#    endif
#    ifndef __in_ecount_z
#        define __in_ecount_z(a)
#    endif
#    ifndef __in_ecount_z_opt
#        define __in_ecount_z_opt(a)
#    endif
#    ifndef __in_bcount
#        define __in_bcount(a)
#    endif
#    ifndef __in_bcount_opt
#        define __in_bcount_opt(a)
#    endif
#    ifndef __in_bcount_z
#        define __in_bcount_z(a)
#    endif
#    ifndef __in_bcount_z_opt
#        define __in_bcount_z_opt(a)
#    endif
#    ifndef __out_ecount
#        define __out_ecount(a)
#    endif
#    ifndef __out_ecount_opt
#        define __out_ecount_opt(a)
#    endif
#    ifndef __out_ecount_z
#        define __out_ecount_z(a)
#    endif
#    ifndef __out_ecount_z_opt
#        define __out_ecount_z_opt(a)
#    endif
#    ifndef __out_ecount_full
#        define __out_ecount_full(a)
#    endif
#    ifndef __out_ecount_full_opt
#        define __out_ecount_full_opt(a)
#    endif
#    ifndef __out_ecount_part
#        define __out_ecount_part(a, b)
#    endif
#    ifndef __out_ecount_part_opt
#        define __out_ecount_part_opt(a, b)
#    endif
#    ifndef __out_bcount
#        define __out_bcount(a)
#    endif
#    ifndef __out_bcount_opt
#        define __out_bcount_opt(a)
#    endif
#    ifndef __out_bcount_z
#        define __out_bcount_z(a)
#    endif
#    ifndef __out_bcount_z_opt
#        define __out_bcount_z_opt(a)
#    endif
#    ifndef __out_bcount_full
#        define __out_bcount_full(a)
#    endif
#    ifndef __out_bcount_full_opt
#        define __out_bcount_full_opt(a)
#    endif
#    ifndef __out_bcount_part
#        define __out_bcount_part(a, b)
#    endif
#    ifndef __out_bcount_part_opt
#        define __out_bcount_part_opt(a, b)
#    endif
#    ifndef __inout_ecount
#        define __inout_ecount(a)
#    endif
#    ifndef __inout_ecount_opt
#        define __inout_ecount_opt(a)
#    endif
#    ifndef __inout_ecount_z
#        define __inout_ecount_z(a)
#    endif
#    ifndef __inout_ecount_z_opt
#        define __inout_ecount_z_opt(a)
#    endif
#    ifndef __inout_ecount_full
#        define __inout_ecount_full(a)
#    endif
#    ifndef __inout_ecount_full_opt
#        define __inout_ecount_full_opt(a)
#    endif
#    ifndef __inout_ecount_part
#        define __inout_ecount_part(a, b)
#    endif
#    ifndef __inout_ecount_part_opt
#        define __inout_ecount_part_opt(a, b)
#    endif
#    ifndef __inout_bcount
#        define __inout_bcount(a)
#    endif
#    ifndef __inout_bcount_opt
#        define __inout_bcount_opt(a)
#    endif
#    ifndef __inout_bcount_z
#        define __inout_bcount_z(a)
#    endif
#    ifndef __inout_bcount_z_opt
#        define __inout_bcount_z_opt(a)
#    endif
#    ifndef __inout_bcount_full
#        define __inout_bcount_full(a)
#    endif
#    ifndef __inout_bcount_full_opt
#        define __inout_bcount_full_opt(a)
#    endif
#    ifndef __inout_bcount_part
#        define __inout_bcount_part(a, b)
#    endif
#    ifndef __inout_bcount_part_opt
#        define __inout_bcount_part_opt(a, b)
#    endif
#    ifndef __deref_out
#        define __deref_out
#    endif
#    ifndef __deref_out_opt
#        define __deref_out_opt
#    endif
#    ifndef __deref_out_z
#        define __deref_out_z
#    endif
#    ifndef __deref_out_z_opt
#        define __deref_out_z_opt
#    endif
#    ifndef __deref_out_ecount
#        define __deref_out_ecount(a)
#    endif
#    ifndef __deref_out_ecount_opt
#        define __deref_out_ecount_opt(a)
#    endif
#    ifndef __deref_out_ecount_z
#        define __deref_out_ecount_z(a)
#    endif
#    ifndef __deref_out_ecount_z_opt
#        define __deref_out_ecount_z_opt(a)
#    endif
#    ifndef __deref_out_ecount_full
#        define __deref_out_ecount_full(a)
#    endif
#    ifndef __deref_out_ecount_full_opt
#        define __deref_out_ecount_full_opt(a)
#    endif
#    ifndef __deref_out_ecount_part
#        define __deref_out_ecount_part(a, b)
#    endif
#    ifndef __deref_out_ecount_part_opt
#        define __deref_out_ecount_part_opt(a, b)
#    endif
#    ifndef __deref_out_bcount
#        define __deref_out_bcount(a)
#    endif
#    ifndef __deref_out_bcount_opt
#        define __deref_out_bcount_opt(a)
#    endif
#    ifndef __deref_out_bcount_z
#        define __deref_out_bcount_z(a)
#    endif
#    ifndef __deref_out_bcount_z_opt
#        define __deref_out_bcount_z_opt(a)
#    endif
#    ifndef __deref_out_bcount_full
#        define __deref_out_bcount_full(a)
#    endif
#    ifndef __deref_out_bcount_full_opt
#        define __deref_out_bcount_full_opt(a)
#    endif
#    ifndef __deref_out_bcount_part
#        define __deref_out_bcount_part(a, b)
#    endif
#    ifndef __deref_out_bcount_part_opt
#        define __deref_out_bcount_part_opt(a, b)
#    endif
#    ifndef __deref_inout
#        define __deref_inout
#    endif
#    ifndef __deref_inout_opt
#        define __deref_inout_opt
#    endif
#    ifndef __deref_inout_z
#        define __deref_inout_z
#    endif
#    ifndef __deref_inout_z_opt
#        define __deref_inout_z_opt
#    endif
#    ifndef __deref_inout_ecount
#        define __deref_inout_ecount(a)
#    endif
#    ifndef __deref_inout_ecount_opt
#        define __deref_inout_ecount_opt(a)
#    endif
#    ifndef __deref_inout_ecount_z
#        define __deref_inout_ecount_z(a)
#    endif
#    ifndef __deref_inout_ecount_z_opt
#        define __deref_inout_ecount_z_opt(a)
#    endif
#    ifndef __deref_inout_ecount_full
#        define __deref_inout_ecount_full(a)
#    endif
#    ifndef __deref_inout_ecount_full_opt
#        define __deref_inout_ecount_full_opt(a)
#    endif
#    ifndef __deref_inout_ecount_part
#        define __deref_inout_ecount_part(a, b)
#    endif
#    ifndef __deref_inout_ecount_part_opt
#        define __deref_inout_ecount_part_opt(a, b)
#    endif
#    ifndef __deref_inout_bcount
#        define __deref_inout_bcount(a)
#    endif
#    ifndef __deref_inout_bcount_opt
#        define __deref_inout_bcount_opt(a)
#    endif
#    ifndef __deref_inout_bcount_z
#        define __deref_inout_bcount_z(a)
#    endif
#    ifndef __deref_inout_bcount_z_opt
#        define __deref_inout_bcount_z_opt(a)
#    endif
#    ifndef __deref_inout_bcount_full
#        define __deref_inout_bcount_full(a)
#    endif
#    ifndef __deref_inout_bcount_full_opt
#        define __deref_inout_bcount_full_opt(a)
#    endif
#    ifndef __deref_inout_bcount_part
#        define __deref_inout_bcount_part(a, b)
#    endif
#    ifndef __deref_inout_bcount_part_opt
#        define __deref_inout_bcount_part_opt(a, b)
#    endif
#    ifndef __deref_in
#        define __deref_in
#    endif
#    ifndef __deref_in_opt
#        define __deref_in_opt
#    endif
#    ifndef __deref_in_z
#        define __deref_in_z
#    endif
#    ifndef __deref_in_z_opt
#        define __deref_in_z_opt
#    endif
#    ifndef __deref_in_ecount
#        define __deref_in_ecount(a)
#    endif
#    ifndef __deref_in_ecount_opt
#        define __deref_in_ecount_opt(a)
#    endif
#    ifndef __deref_in_ecount_z
#        define __deref_in_ecount_z(a)
#    endif
#    ifndef __deref_in_ecount_z_opt
#        define __deref_in_ecount_z_opt(a)
#    endif
#    ifndef __deref_in_bcount
#        define __deref_in_bcount(a)
#    endif
#    ifndef __deref_in_bcount_opt
#        define __deref_in_bcount_opt(a)
#    endif
#    ifndef __deref_in_bcount_z
#        define __deref_in_bcount_z(a)
#    endif
#    ifndef __deref_in_bcount_z_opt
#        define __deref_in_bcount_z_opt(a)
#    endif
#    ifndef __deref_opt_out
#        define __deref_opt_out
#    endif
#    ifndef __deref_opt_out_opt
#        define __deref_opt_out_opt
#    endif
#    ifndef __deref_opt_out_z
#        define __deref_opt_out_z
#    endif
#    ifndef __deref_opt_out_z_opt
#        define __deref_opt_out_z_opt
#    endif
#    ifndef __deref_opt_out_ecount
#        define __deref_opt_out_ecount(a)
#    endif
#    ifndef __deref_opt_out_ecount_opt
#        define __deref_opt_out_ecount_opt(a)
#    endif
#    ifndef __deref_opt_out_ecount_z
#        define __deref_opt_out_ecount_z(a)
#    endif
#    ifndef __deref_opt_out_ecount_z_opt
#        define __deref_opt_out_ecount_z_opt(a)
#    endif
#    ifndef __deref_opt_out_ecount_full
#        define __deref_opt_out_ecount_full(a)
#    endif
#    ifndef __deref_opt_out_ecount_full_opt
#        define __deref_opt_out_ecount_full_opt(a)
#    endif
#    ifndef __deref_opt_out_ecount_part
#        define __deref_opt_out_ecount_part(a, b)
#    endif
#    ifndef __deref_opt_out_ecount_part_opt
#        define __deref_opt_out_ecount_part_opt(a, b)
#    endif
#    ifndef __deref_opt_out_bcount
#        define __deref_opt_out_bcount(a)
#    endif
#    ifndef __deref_opt_out_bcount_opt
#        define __deref_opt_out_bcount_opt(a)
#    endif
#    ifndef __deref_opt_out_bcount_z
#        define __deref_opt_out_bcount_z(a)
#    endif
#    ifndef __deref_opt_out_bcount_z_opt
#        define __deref_opt_out_bcount_z_opt(a)
#    endif
#    ifndef __deref_opt_out_bcount_full
#        define __deref_opt_out_bcount_full(a)
#    endif
#    ifndef __deref_opt_out_bcount_full_opt
#        define __deref_opt_out_bcount_full_opt(a)
#    endif
#    ifndef __deref_opt_out_bcount_part
#        define __deref_opt_out_bcount_part(a, b)
#    endif
#    ifndef __deref_opt_out_bcount_part_opt
#        define __deref_opt_out_bcount_part_opt(a, b)
#    endif
#    ifndef __deref_opt_inout
#        define __deref_opt_inout
#    endif
#    ifndef __deref_opt_inout_opt
#        define __deref_opt_inout_opt
#    endif
#    ifndef __deref_opt_inout_z
#        define __deref_opt_inout_z
#    endif
#    ifndef __deref_opt_inout_z_opt
#        define __deref_opt_inout_z_opt
#    endif
#    ifndef __deref_opt_inout_ecount
#        define __deref_opt_inout_ecount(a)
#    endif
#    ifndef __deref_opt_inout_ecount_opt
#        define __deref_opt_inout_ecount_opt(a)
#    endif
#    ifndef __deref_opt_inout_ecount_z
#        define __deref_opt_inout_ecount_z(a)
#    endif
#    ifndef __deref_opt_inout_ecount_z_opt
#        define __deref_opt_inout_ecount_z_opt(a)
#    endif
#    ifndef __deref_opt_inout_ecount_full
#        define __deref_opt_inout_ecount_full(a)
#    endif
#    ifndef __deref_opt_inout_ecount_full_opt
#        define __deref_opt_inout_ecount_full_opt(a)
#    endif
#    ifndef __deref_opt_inout_ecount_part
#        define __deref_opt_inout_ecount_part(a, b)
#    endif
#    ifndef __deref_opt_inout_ecount_part_opt
#        define __deref_opt_inout_ecount_part_opt(a, b)
#    endif
#    ifndef __deref_opt_inout_bcount
#        define __deref_opt_inout_bcount(a)
#    endif
#    ifndef __deref_opt_inout_bcount_opt
#        define __deref_opt_inout_bcount_opt(a)
#    endif
#    ifndef __deref_opt_inout_bcount_z
#        define __deref_opt_inout_bcount_z(a)
#    endif
#    ifndef __deref_opt_inout_bcount_z_opt
#        define __deref_opt_inout_bcount_z_opt(a)
#    endif
#    ifndef __deref_opt_inout_bcount_full
#        define __deref_opt_inout_bcount_full(a)
#    endif
#    ifndef __deref_opt_inout_bcount_full_opt
#        define __deref_opt_inout_bcount_full_opt(a)
#    endif
#    ifndef __deref_opt_inout_bcount_part
#        define __deref_opt_inout_bcount_part(a, b)
#    endif
#    ifndef __deref_opt_inout_bcount_part_opt
#        define __deref_opt_inout_bcount_part_opt(a, b)
#    endif
#    ifndef __checkReturn
#        define __checkReturn
#    endif
#    ifndef __reserved
#        define __reserved
#    endif
#    ifndef __nullterminated
#        define __nullterminated
#    endif
#    ifndef __nullnullterminated
#        define __nullnullterminated
#    endif
#    ifndef __callback
#        define __callback
#    endif
#    ifndef __blocksOn
#        define __blocksOn(a)
#    endif
#    ifndef __field_ecount
#        define __field_ecount(a)
#    endif
#    ifndef __field_bcount
#        define __field_bcount(a)
#    endif
#    ifndef __field_ecount_opt
#        define __field_ecount_opt(a)
#    endif
#    ifndef __field_bcount_opt
#        define __field_bcount_opt(a)
#    endif
#    ifndef __field_ecount_full
#        define __field_ecount_full(a)
#    endif
#    ifndef __field_bcount_full
#        define __field_bcount_full(a)
#    endif
#    ifndef __field_ecount_full_opt
#        define __field_ecount_full_opt(a)
#    endif
#    ifndef __field_bcount_full_opt
#        define __field_bcount_full_opt(a)
#    endif
#    ifndef __field_ecount_part
#        define __field_ecount_part(a, b)
#    endif
#    ifndef __field_bcount_part
#        define __field_bcount_part(a, b)
#    endif
#    ifndef __struct_bcount
#        define __struct_bcount(a)
#    endif
#    ifndef __in_range
#        define __in_range(a, b)
#    endif
#    ifndef __out_range
#        define __out_range(a, b)
#    endif
#    ifndef __field_range
#        define __field_range(a, b)
#    endif
#    ifndef __in
#        define __in
#    endif
#    ifndef __out
#        define __out
#    endif
#endif

#endif
