package dev.stillpoint.demo.step;

import dev.stillpoint.demo.child.Ready;
import dev.stillpoint.demo.cloud.CloudFault;
import dev.stillpoint.demo.cloud.Instance;
import dev.stillpoint.demo.workload.Role;
import java.io.IOException;
import java.util.List;

/**
 * Step 1: the server, two hosts with two ESSD disks each, and a third host for what is restored.
 */
final class SetUp {
  private final Scene scene;

  SetUp(Scene scene) {
    this.scene = scene;
  }

  void run() throws CloudFault, IOException, InterruptedException {
    scene.stage().start();
    Ready ready = scene.stage().server().ready();
    scene.ledger().fact("api", ready.api().toString());
    scene.ledger().fact("region", ready.region());
    scene.ledger().fact("zone", ready.zone());
    scene.narrator().line("server " + ready.api() + ", process " + scene.stage().server().pid());
    Instance hostA = host("host-a", Role.LOG, Role.PAGE_A);
    Instance hostB = host("host-b", Role.PAGE_B, Role.COMMIT);
    scene.take(hostA, hostB, scene.cloud().runInstance("restore-host", List.of()));
  }

  private Instance host(String name, Role first, Role second)
      throws CloudFault, InterruptedException {
    Instance host = scene.cloud().runInstance(name, List.of(first.label(), second.label()));
    scene
        .narrator()
        .line(name + " " + host.id() + " with disks " + first.label() + " and " + second.label());
    scene.ledger().fact(name, host.id());
    return host;
  }
}
