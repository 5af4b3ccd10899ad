/** Hosts on which the agent is measured. */
@NullMarked
package org.atlasagent.benchmarks;

import org.jspecify.annotations.NullMarked;
