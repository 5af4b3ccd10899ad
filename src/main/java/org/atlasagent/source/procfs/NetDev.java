package org.atlasagent.source.procfs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.atlasagent.source.Fields;
import org.atlasagent.source.KernelFile;
import org.atlasagent.source.Values;

/**
 * A network interface of {@code /proc/net/dev}: running totals of its frames, whatever protocol
 * they carry.
 *
 * @param name the interface's name; it may hold any character but blanks
 * @param totals bytes and frames; a column that this kernel does not have is absent
 */
public record NetDev(String name, Values<Field> totals) {

  /** The known columns. */
  public enum Field implements GroupedField {
    RECEIVE_BYTES("Receive", "bytes"),
    RECEIVE_PACKETS("Receive", "packets"),
    RECEIVE_ERRS("Receive", "errs"),
    RECEIVE_DROP("Receive", "drop"),
    RECEIVE_FIFO("Receive", "fifo"),
    RECEIVE_FRAME("Receive", "frame"),
    TRANSMIT_BYTES("Transmit", "bytes"),
    TRANSMIT_PACKETS("Transmit", "packets"),
    TRANSMIT_ERRS("Transmit", "errs"),
    TRANSMIT_DROP("Transmit", "drop"),
    TRANSMIT_FIFO("Transmit", "fifo"),
    TRANSMIT_COLLS("Transmit", "colls");

    private final String group;
    private final String field;

    Field(String group, String field) {
      this.group = group;
      this.field = field;
    }

    @Override
    public String group() {
      return group;
    }

    @Override
    public String field() {
      return field;
    }
  }

  private static final Groups<Field> GROUPS = Groups.of(Field.class);

  /** Reads the file; empty when there is none. */
  public static Optional<List<NetDev>> read(KernelFile dev) {
    return dev.read().map(NetDev::parse);
  }

  static List<NetDev> parse(Fields fields) {
    int[] columns = columns(fields);
    List<NetDev> interfaces = new ArrayList<>();
    while (fields.nextLine()) {
      // A name may hold colons, as that of an alias does; the numbers that follow do not.
      String name = fields.textUntilLast(':');
      Values.Builder<Field> totals = GROUPS.values();
      Tables.row(columns, fields, totals);
      interfaces.add(new NetDev(name, totals.build()));
    }
    return interfaces;
  }

  /**
   * The places of the columns that two lines of headings name: the groups, and below them, between
   * the same bars, the columns of each. What stands before the first bar is the interface's name.
   */
  private static int[] columns(Fields fields) {
    fields.requireLine("the groups of columns");
    String[] groups = fields.rest().split("\\|", -1);
    fields.requireLine("the names of columns");
    String[] columns = fields.rest().split("\\|", -1);
    if (groups.length != columns.length) {
      throw fields.malformed(
          columns.length + " groups of columns under " + groups.length + " names");
    }
    int[] all = {};
    for (int i = 1; i < groups.length; i++) {
      int[] ofGroup = columns(groups[i].strip(), Fields.of(fields.source(), columns[i]));
      int before = all.length;
      all = Arrays.copyOf(all, before + ofGroup.length);
      System.arraycopy(ofGroup, 0, all, before, ofGroup.length);
    }
    return all;
  }

  private static int[] columns(String group, Fields names) {
    names.nextLine();
    Optional<Groups.Group<Field>> known = GROUPS.named(group);
    if (known.isPresent()) {
      return Tables.columns(known.get().keys(), names);
    }
    int[] unknown = new int[names.remaining()];
    Arrays.fill(unknown, -1);
    return unknown;
  }
}
