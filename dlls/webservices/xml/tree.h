/* The tree behind a WS_XML_BUFFER, shared by its reader (read_tree.c) and its writer (write_tree.c).
 *
 * The document's root is a BOF node; its children are the top-level nodes and, last, an EOF node. The last child
 * of an element is its END_ELEMENT node, also when it was written as empty. (Seen on Windows: WsMoveReader.)
 * Likewise a CDATA node has its texts as children and END_CDATA as the last one.
 * The public node comes first, so the pointer that an application gets is the pointer to our node.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#ifndef XML_TREE_H
#define XML_TREE_H

#include "xml/xml.h"

struct tree_node
{
    union
    {
        WS_XML_NODE node;
        WS_XML_ELEMENT_NODE element;
        WS_XML_TEXT_NODE text;
        WS_XML_COMMENT_NODE comment;
    } u;
    struct tree_node *parent, *first, *last, *prev, *next;
};

struct _WS_XML_BUFFER
{
    struct object object;
    WS_HEAP *heap; /* everything of the buffer lives there and dies with it */
    struct tree_node *root;
};

static inline struct tree_node *tree_node_from(const WS_XML_NODE *node)
{
    return (struct tree_node *)node;
}

/* An empty document: BOF with EOF as its child. */
HRESULT tree_create(WS_HEAP *heap, WS_XML_BUFFER **ret, WS_ERROR *error);

/* A zeroed node of a type on the buffer's heap, not linked yet. */
HRESULT tree_node_create(
        WS_XML_BUFFER *buffer, WS_XML_NODE_TYPE type, struct tree_node **ret, WS_ERROR *error);

/* Links node before another one, or as the last child when before is NULL. */
void tree_insert(struct tree_node *parent, struct tree_node *before, struct tree_node *node);
void tree_unlink(struct tree_node *node);

/* Puts a new element or CDATA node with its end node before *position, which becomes the end node. */
HRESULT tree_append_pair(WS_XML_BUFFER *buffer, struct tree_node **position, WS_XML_NODE_TYPE type,
        struct tree_node **ret, WS_ERROR *error);

/* Puts a deep copy of any node before *position, which moves into and out of elements and CDATA sections; BOF and
 * EOF are ignored. */
HRESULT tree_append_copy(WS_XML_BUFFER *buffer, struct tree_node **position,
        const WS_XML_NODE *from, WS_ERROR *error);

/* Deep copies of what a node owns, on the heap. */
HRESULT tree_copy_element(
        WS_HEAP *heap, const WS_XML_ELEMENT_NODE *from, WS_XML_ELEMENT_NODE *to, WS_ERROR *error);
HRESULT tree_copy_text(WS_HEAP *heap, const WS_XML_TEXT *from, WS_XML_TEXT **to, WS_ERROR *error);

/* The next node in document order (end elements included); NULL after EOF. */
struct tree_node *tree_next(struct tree_node *node);

/* Finds the target of a WS_MOVE_TO from a node; NULL when there is none. */
struct tree_node *tree_move(struct tree_node *node, WS_MOVE_TO move);

#endif
