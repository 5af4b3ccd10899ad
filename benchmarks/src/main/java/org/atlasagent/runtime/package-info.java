/** The agent's rounds, measured. */
@NullMarked
package org.atlasagent.runtime;

import org.jspecify.annotations.NullMarked;
