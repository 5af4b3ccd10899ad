/** The running agent: wiring, schedule, isolation of collectors, and the only clock. */
@NullMarked
package org.atlasagent.runtime;

import org.jspecify.annotations.NullMarked;
