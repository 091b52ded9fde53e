package dev.stillpoint.server.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.Extent;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.block.Zeroing;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A device whose storage fails is told of; one whose request was refused is not. */
class WatchedDeviceTest {
  private static final MemorySegment BYTES = MemorySegment.ofArray(new byte[512]);

  private final BlockingQueue<VolumeId> told = new LinkedBlockingQueue<>();
  private final FaultReports reports = new FaultReports();
  private final Failing failing = new Failing();
  private final AtomicLong volume = new AtomicLong(7);
  private final BlockDevice device =
      new WatchedDevice(failing, () -> reports.failed(new VolumeId(volume.get())));

  @Test
  void everyKindOfRequestThatTheStorageFailsIsTold() throws InterruptedException {
    reports.to(told::add);
    failing.fault = new BlockFault.Io("write", new IOException("EIO"));
    List<Request> requests =
        List.of(
            () -> device.read(0, BYTES),
            () -> device.write(0, BYTES, Durability.VOLATILE),
            () -> device.zero(0, 512, Zeroing.HOLE, Durability.VOLATILE),
            device::flush);
    for (Request request : requests) {
      // One volume each: what is told of a volume while that is under way is told already.
      VolumeId failed = new VolumeId(volume.incrementAndGet());
      assertThatThrownBy(request::make).isSameAs(failing.fault);
      assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(failed);
    }
  }

  @Test
  void aFullPoolIsNoFaultOfTheDevice() throws Exception {
    reports.to(told::add);
    failing.fault = new BlockFault.OutOfSpace("full");
    assertThatThrownBy(() -> device.write(0, BYTES, Durability.VOLATILE)).isSameAs(failing.fault);
    failing.fault = null;
    device.write(0, BYTES, Durability.VOLATILE);
    device.flush();
    assertThat(told.poll(200, TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void oneWhoListensAndBreaksKeepsNobodyFromBeingToldAgain() throws InterruptedException {
    reports.to(volume -> {
      told.add(volume);
      throw new IllegalStateException("cannot");
    });
    reports.failed(new VolumeId(7));
    assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(new VolumeId(7));
    VolumeId again = null;
    for (int i = 0; i < 100 && again == null; i++) {
      reports.failed(new VolumeId(7));
      again = told.poll(100, TimeUnit.MILLISECONDS);
    }
    assertThat(again).isEqualTo(new VolumeId(7));
  }

  private interface Request {
    void make() throws BlockFault;
  }

  private static final class Failing implements BlockDevice {
    private BlockFault fault;

    private void mayFail() throws BlockFault {
      if (fault != null) {
        throw fault;
      }
    }

    @Override
    public long sizeBytes() {
      return 4096;
    }

    @Override
    public boolean readOnly() {
      return false;
    }

    @Override
    public void read(long offset, MemorySegment destination) throws BlockFault {
      mayFail();
    }

    @Override
    public void write(long offset, MemorySegment source, Durability durability) throws BlockFault {
      mayFail();
    }

    @Override
    public void zero(long offset, long length, Zeroing zeroing, Durability durability)
        throws BlockFault {
      mayFail();
    }

    @Override
    public void flush() throws BlockFault {
      mayFail();
    }

    @Override
    public List<Extent> extents(long offset, long length, int limit) {
      return List.of();
    }

    @Override
    public void fence() {}
  }
}
