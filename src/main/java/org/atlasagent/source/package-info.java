/**
 * How the kernel's books are read: roots, files kept open, the tokenizer, and the errors of
 * reading.
 */
@NullMarked
package org.atlasagent.source;

import org.jspecify.annotations.NullMarked;
