/** The daemon's entry point. */
@NullMarked
package org.atlasagent;

import org.jspecify.annotations.NullMarked;
