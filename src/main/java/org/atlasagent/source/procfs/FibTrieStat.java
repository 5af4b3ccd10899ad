package org.atlasagent.source.procfs;

import java.util.Optional;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;

/**
 * The IPv4 routes of all routing tables: {@code /proc/net/fib_triestat}. It has a block for each
 * table, headed {@code Main:}, {@code Local:} or {@code Id 100:}.
 *
 * <p>Until the first policy rule is made, the tables Main and Local are one trie in the kernel,
 * which is printed under both names: two equal blocks are counted once.
 *
 * @param prefixes routes, those to the host's own addresses included
 */
public record FibTrieStat(long prefixes) {

  /** Reads the file; empty when there is none. */
  public static Optional<FibTrieStat> read(KernelFile fibTrieStat) {
    return fibTrieStat.read().map(FibTrieStat::parse);
  }

  static FibTrieStat parse(Fields fields) {
    fields.requireLine("the sizes of leaf and tnode");
    StringBuilder main = new StringBuilder();
    StringBuilder local = new StringBuilder();
    StringBuilder block = new StringBuilder();
    long sum = 0;
    long ofLocal = 0;
    while (fields.nextLine()) {
      if (fields.skipField("Main:")) {
        block = main;
      } else if (fields.skipField("Local:")) {
        block = local;
      } else if (fields.skipField("Id")) {
        block = new StringBuilder();
      } else if (fields.skipField("Prefixes:")) {
        long prefixes = fields.number();
        sum += prefixes;
        ofLocal = block == local ? prefixes : ofLocal;
        block.append(prefixes).append('\n');
      } else if (fields.lineStartsWith("\t")) {
        block.append(fields.rest()).append('\n');
      }
    }
    boolean oneTrie = !main.isEmpty() && main.compareTo(local) == 0;
    return new FibTrieStat(oneTrie ? sum - ofLocal : sum);
  }
}
