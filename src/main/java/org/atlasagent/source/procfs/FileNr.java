package org.atlasagent.source.procfs;

import java.util.Optional;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;

/**
 * The open files of the whole machine: {@code /proc/sys/fs/file-nr}. See proc_sys_fs(5).
 *
 * @param allocated file handles in use
 * @param max how many there may be
 */
public record FileNr(long allocated, long max) {

  /** Reads the file; empty when there is none. */
  public static Optional<FileNr> read(KernelFile fileNr) {
    return fileNr.read().map(FileNr::parse);
  }

  static FileNr parse(Fields fields) {
    fields.requireLine("the number of file handles");
    long allocated = fields.number();
    fields.skip(1); // handles that are allocated and unused: always 0 since Linux 2.6
    return new FileNr(allocated, fields.number());
  }
}
