package org.atlasagent.source.sysfs;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.atlasagent.source.Fields;
import org.atlasagent.testing.FileParsers;
import org.junit.jupiter.params.provider.MethodSource;

/** The files of {@code /sys} that are not read by a collector alone, with anything in them. */
class SysFilesFuzzTest {
  private static final FileParsers PARSERS =
      new FileParsers()
          .with("cpu/online", OnlineCpus::parse)
          .with("id/product_name", SysFilesFuzzTest::product);

  private static void product(Fields fields) {
    if (fields.nextLine()) {
      ProductName name = new ProductName(fields.rest());
      name.generation();
      name.maker();
    }
  }

  static Stream<byte[]> seeds() {
    return Stream.concat(
        PARSERS.seeds(), Stream.of("\0000-3,8\n", "\001m7i.large\n").map(String::getBytes));
  }

  @MethodSource("seeds")
  @FuzzTest
  void anyContent(byte[] input) {
    PARSERS.survive(input);
  }
}
