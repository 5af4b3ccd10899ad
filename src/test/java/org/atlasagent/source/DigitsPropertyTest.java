package org.atlasagent.source;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

/** Numbers as the kernel prints them are what exact arithmetic makes of them, or an error. */
class DigitsPropertyTest {
  private static final BigInteger TWO_TO_64 = BigInteger.TWO.pow(64);

  @Property
  void anUnsignedNumberIsItself(@ForAll long number) {
    assertThat(parse(Long.toUnsignedString(number), 10)).isEqualTo(number);
    assertThat(parse(Long.toUnsignedString(number, 16), 16)).isEqualTo(number);
  }

  @Property
  void aNumberOfAnyLengthFitsOrIsRefused(
      @ForAll @CharRange(from = '0', to = '9') @StringLength(min = 15, max = 25) String digits) {
    BigInteger exact = new BigInteger(digits);
    if (exact.compareTo(TWO_TO_64) < 0) {
      assertThat(parse(digits, 10)).isEqualTo(exact.longValue());
    } else {
      assertThatExceptionOfType(NumberFormatException.class).isThrownBy(() -> parse(digits, 10));
    }
  }

  @Property
  void whatIsNoDigitIsRefused(
      @ForAll @StringLength(min = 1, max = 5) @CharRange(from = 0, to = 127) String text,
      @ForAll @IntRange(max = 1) int choice) {
    int radix = choice == 0 ? 10 : 16;
    if (text.chars().allMatch(c -> Character.digit(c, radix) >= 0)) {
      assertThat(parse(text, radix)).isEqualTo(Long.parseLong(text, radix));
    } else {
      assertThatExceptionOfType(NumberFormatException.class).isThrownBy(() -> parse(text, radix));
    }
  }

  private static long parse(String text, int radix) {
    byte[] bytes = text.getBytes(US_ASCII);
    return Digits.parse(bytes, 0, bytes.length, radix);
  }
}
