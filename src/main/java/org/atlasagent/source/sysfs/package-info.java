/** One class for each kind of file below sys. */
@NullMarked
package org.atlasagent.source.sysfs;

import org.jspecify.annotations.NullMarked;
