/** Collectors: two snapshots in, values in base units out. Metric names live here. */
@NullMarked
package org.atlasagent.collector;

import org.jspecify.annotations.NullMarked;
