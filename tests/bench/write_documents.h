/* What writers are measured with. A document stays far below the megabyte that
 * Wine's writer is limited to.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define REPEAT  20
#define COUNT   8000 /* items of a document */
#define NS      "urn:example:orders"
#define ESCAPED "if (a < b && c > d) say \"na\xc3\xafve\";"
#define LONG_TEXT                                                                                \
    "The quick brown fox jumps over the lazy dog; pack my box with five dozen liquor jugs. How " \
    "vexingly quick daft zebras jump! Sphinx of black quartz, judge my vow. Two driven jocks "   \
    "help fax my big quiz, and five quacking zephyrs jolt my wax bed. The end is near."
