package org.atlasagent.source.host;

import java.util.List;

/**
 * A call of a method of an object on a message bus. All texts are ASCII, which D-Bus demands of
 * names and paths.
 *
 * @param destination the name on the bus of whoever has the object
 * @param path the object
 * @param type the interface that has the method
 * @param method its name
 * @param arguments what the method is given
 * @param answer the types of the values that are to come back, as a signature of D-Bus
 */
record BusCall(
    String destination,
    String path,
    String type,
    String method,
    List<Argument> arguments,
    String answer) {

  /** A value that a method is given. */
  sealed interface Argument {
    /** Its type, as a signature of D-Bus. */
    String signature();
  }

  /** A string. */
  record Text(String text) implements Argument {
    @Override
    public String signature() {
      return "s";
    }
  }

  /** An array of strings. */
  record Texts(List<String> texts) implements Argument {
    @Override
    public String signature() {
      return "as";
    }
  }
}
