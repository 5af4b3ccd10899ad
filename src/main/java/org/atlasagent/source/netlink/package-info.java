/** What the kernel says over netlink: bytes become snapshots, by functions over buffers. */
@NullMarked
package org.atlasagent.source.netlink;

import org.jspecify.annotations.NullMarked;
