package org.atlasagent.source.host;

import java.util.Optional;

/** Sizes of mounted file systems, as statvfs(3) gives them. */
public interface FileSystems {
  /** A machine of which nothing can be asked, such as a recorded one: no answer for any mount. */
  FileSystems NONE = mountPoint -> Optional.empty();

  /**
   * Asks a mounted file system for its size; may block for as long as its device does.
   *
   * @param mountPoint the path of the mount in this process' view; as text, since a {@code Path}
   *     can only hold the characters of the locale, and a daemon often has none
   * @return empty when nothing can be asked here, or nothing is at this path (any more)
   * @throws org.atlasagent.source.SourceException when the call fails: call, errno and path
   */
  Optional<FileSystemSize> size(String mountPoint);
}
