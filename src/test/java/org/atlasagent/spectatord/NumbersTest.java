package org.atlasagent.spectatord;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
  private static final BigDecimal EXACT = BigDecimal.TWO.pow(53);

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "1, 1",
    "-1, -1",
    "0.1, 0.1",
    "-0.1, -0.1",
    "0.5, 0.5",
    "12.25, 12.25",
    "0.30000000000000004, 0.3",
    "1e-9, 0.000000001",
    "1e-10, 0",
    "-1e-10, 0",
    "4.9e-324, 0",
    "0.0000000016, 0.000000002",
    "0.9999999999, 1",
    "-0.9999999999, -1",
    "99.9999999996, 100",
    "1e9, 1000000000",
    "123456789.125, 123456789.125",
    "9007199254740992, 9007199254740992",
    "4503599627370495.5, 4503599627370496",
    "4503599627370494.5, 4503599627370494",
    "9223372036854775807, 9223372036854775808",
    "-9223372036854775808, -9223372036854775808",
    "18446744073709551616, 18446744073709551616",
    "1e22, 10000000000000000000000",
  })
  void writesDoubles(double value, String text) {
    assertThat(write(value)).isEqualTo(text);
  }

  @Test
  void neverWritesAnExponent() {
    assertThat(write(1e300)).hasSize(301).matches("[0-9]+");
    assertThat(write(-Double.MAX_VALUE)).hasSize(310).matches("-[0-9]+");
    assertThat(new BigDecimal(write(1e300)).doubleValue()).isEqualTo(1e300);
  }

  @Test
  void roundsLikeExactArithmetic() {
    Random random = new Random(42);
    for (int i = 0; i < 200_000; i++) {
      double magnitude = Math.pow(10, random.nextInt(20) - 10);
      assertExact((random.nextDouble() - 0.5) * magnitude);
      assertExact(Double.longBitsToDouble(random.nextLong() & 0xBFFF_FFFF_FFFF_FFFFL));
    }
  }

  @Test
  void roundsWhatLiesNextToTheMiddleLikeExactArithmetic() {
    Random random = new Random(43);
    for (int i = 0; i < 50_000; i++) {
      // Half of the last decimal, and the doubles on both sides of it.
      double middle = (random.nextInt(1_000_000_000) + 0.5) / 1e9;
      assertExact(middle);
      assertExact(Math.nextUp(middle));
      assertExact(Math.nextDown(middle));
      assertExact(random.nextInt(1 << 20) / 1024.0 / 1024.0);
    }
  }

  @Test
  void writesLongs() {
    for (long value : new long[] {0, 7, -7, 10, 999, 1000, Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertThat(write(value)).isEqualTo(Long.toString(value));
    }
    Random random = new Random(44);
    for (int i = 0; i < 100_000; i++) {
      long value = random.nextLong() >> random.nextInt(64);
      assertThat(write(value)).isEqualTo(Long.toString(value));
    }
  }

  @Test
  void writesUnsignedLongs() {
    assertThat(writeUnsigned(-1)).isEqualTo("18446744073709551615");
    assertThat(writeUnsigned(Long.MIN_VALUE)).isEqualTo("9223372036854775808");
    Random random = new Random(45);
    for (int i = 0; i < 100_000; i++) {
      long value = random.nextLong();
      assertThat(writeUnsigned(value)).isEqualTo(Long.toUnsignedString(value));
    }
  }

  /** The largest number of decimals, up to nine, that the double's 53 bits hold. */
  private static void assertExact(double value) {
    BigDecimal exact = new BigDecimal(value);
    int decimals = 9;
    while (decimals > 0 && exact.abs().scaleByPowerOfTen(decimals).compareTo(EXACT) > 0) {
      decimals--;
    }
    BigDecimal rounded = exact.setScale(decimals, RoundingMode.HALF_EVEN);
    String expected =
        rounded.signum() == 0
            ? BigInteger.ZERO.toString()
            : rounded.stripTrailingZeros().toPlainString();
    assertThat(write(value)).isEqualTo(expected);
  }

  private static String write(double value) {
    byte[] bytes = new byte[Numbers.LONGEST + 1];
    return new String(bytes, 1, Numbers.write(value, bytes, 1) - 1, US_ASCII);
  }

  private static String write(long value) {
    byte[] bytes = new byte[Numbers.LONGEST + 1];
    return new String(bytes, 1, Numbers.write(value, bytes, 1) - 1, US_ASCII);
  }

  private static String writeUnsigned(long value) {
    byte[] bytes = new byte[Numbers.LONGEST + 1];
    return new String(bytes, 1, Numbers.writeUnsigned(value, bytes, 1) - 1, US_ASCII);
  }
}
