package org.atlasagent.spectatord;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;
import org.atlasagent.meter.MeterId;
import org.atlasagent.meter.Tag;

/** Whatever names and tags a series has, and whatever number it reports: one line, its own. */
class EncodingFuzzTest {
  @FuzzTest
  void anySeries(FuzzedDataProvider data) {
    double value = data.consumeDouble();
    List<Tag> tags = new ArrayList<>();
    String name = "n" + data.consumeString(300);
    while (data.remainingBytes() > 0 && tags.size() < 8) {
      tags.add(new Tag("kk" + data.consumeString(70), data.consumeString(200)));
    }
    EncodedLine.check(new MeterId(name, tags), value);
  }
}
