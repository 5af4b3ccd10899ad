package org.atlasagent.source.host;

/**
 * The size of a mounted file system: statvfs(3), in the kernel's units.
 *
 * @param fragmentBytes f_frsize: the unit of the block counts
 * @param blocks f_blocks
 * @param blocksFree f_bfree, the superuser's reserve included
 * @param files f_files: inodes; 0 where the file system has no fixed number
 * @param filesFree f_ffree
 */
public record FileSystemSize(
    long fragmentBytes, long blocks, long blocksFree, long files, long filesFree) {}
