/** The line protocol of spectatord: encoder, batches, and the transports that carry them. */
@NullMarked
package org.atlasagent.spectatord;

import org.jspecify.annotations.NullMarked;
