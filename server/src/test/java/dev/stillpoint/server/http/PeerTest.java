package dev.stillpoint.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A condition on the caller's address can only hold for an address that it can read. */
class PeerTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7",
    "::1, 0:0:0:0:0:0:0:1",
    "2001:db8::7, 2001:db8:0:0:0:0:0:7",
    "::ffff:192.0.2.7, 192.0.2.7"
  })
  void anAddressIsPlain(String literal, String shown) {
    InetAddress address = InetAddress.ofLiteral(literal);
    assertThat(Peer.address(new InetSocketAddress(address, 4711))).isEqualTo(shown);
  }

  @Test
  void theInterfaceIsNoPartOfIt() throws Exception {
    byte[] bytes = InetAddress.ofLiteral("fe80::7").getAddress();
    Inet6Address scoped = Inet6Address.getByAddress(null, bytes, 3);
    assertThat(Peer.address(new InetSocketAddress(scoped, 4711))).isEqualTo("fe80:0:0:0:0:0:0:7");
  }

  @Test
  void whatIsNoAddressIsNone() {
    assertThat(Peer.address(InetSocketAddress.createUnresolved("somewhere", 1))).isEmpty();
    assertThat(Peer.address(UnixDomainSocketAddress.of("somewhere"))).isEmpty();
  }
}
