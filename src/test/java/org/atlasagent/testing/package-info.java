/** Hand-written stand-ins for what surrounds a collector: a recorded host, and a recorder. */
@NullMarked
package org.atlasagent.testing;

import org.jspecify.annotations.NullMarked;
