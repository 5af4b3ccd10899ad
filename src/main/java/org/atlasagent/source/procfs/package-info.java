/** One class for each file below proc: a record, how it is read, and how it is parsed. */
@NullMarked
package org.atlasagent.source.procfs;

import org.jspecify.annotations.NullMarked;
