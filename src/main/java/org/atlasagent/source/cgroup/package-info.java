/** The files of cgroup v2: where this process' own cgroup is, and one class for each file in it. */
@NullMarked
package org.atlasagent.source.cgroup;

import org.jspecify.annotations.NullMarked;
