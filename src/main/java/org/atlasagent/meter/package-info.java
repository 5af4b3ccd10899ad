/**
 * Meters: what collectors report into. A meter knows its identity and its unit, not how it travels.
 */
@NullMarked
package org.atlasagent.meter;

import org.jspecify.annotations.NullMarked;
