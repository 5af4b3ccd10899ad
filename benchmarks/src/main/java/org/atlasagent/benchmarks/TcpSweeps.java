package org.atlasagent.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import org.atlasagent.source.netlink.Answer;
import org.atlasagent.source.netlink.IpFamily;
import org.atlasagent.source.netlink.KernelNetlink;
import org.atlasagent.source.netlink.Netlink;
import org.atlasagent.source.netlink.TcpSweep;

/**
 * Sweeps the TCP sockets of both address families, with their memory, for each line that comes on
 * the standard input; answers with the sockets, the nanoseconds by the clock and of CPU, and the
 * bytes that were allocated.
 */
public final class TcpSweeps {
  private TcpSweeps() {}

  /** Answers until the input ends. */
  public static void main(String[] args) throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Netlink netlink = new KernelNetlink();
    BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    while (requests.readLine() != null) {
      long allocated = threads.getCurrentThreadAllocatedBytes();
      long cpu = threads.getCurrentThreadCpuTime();
      long began = System.nanoTime();
      long sockets = sockets(netlink, IpFamily.V4) + sockets(netlink, IpFamily.V6);
      long wall = System.nanoTime() - began;
      cpu = threads.getCurrentThreadCpuTime() - cpu;
      allocated = threads.getCurrentThreadAllocatedBytes() - allocated;
      System.out.println(sockets + " " + wall + " " + cpu + " " + allocated);
    }
  }

  private static long sockets(Netlink netlink, IpFamily family) {
    return switch (TcpSweep.read(netlink, family)) {
      case Answer.Given<TcpSweep>(TcpSweep sweep) -> sweep.sockets();
      case Answer.Refused<TcpSweep>(String why) -> throw new IllegalStateException(why);
    };
  }
}
