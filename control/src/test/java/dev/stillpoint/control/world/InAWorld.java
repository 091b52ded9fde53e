package dev.stillpoint.control.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.catalog.CatalogFault;
import dev.stillpoint.control.fault.ErrorCode;
import dev.stillpoint.control.fault.Refusal;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A fresh world for each test, and after each test, unasked, the question whether catalog, engine
 * and exports agree.
 */
public abstract class InAWorld {
  @TempDir protected Path directory;

  protected World world;
  protected Calls calls;

  @BeforeEach
  void begin() throws CatalogFault, BlockFault {
    world = new World(directory.resolve("data"));
    calls = new Calls(world);
  }

  @AfterEach
  void everythingAgrees() {
    try {
      assertThat(world.findings()).isEmpty();
    } finally {
      world.close();
    }
  }

  /** The call is refused with that code. */
  protected static Refusal refused(ErrorCode code, ThrowingCallable call) {
    Refusal refusal = catchThrowableOfType(Refusal.class, call);
    assertThat(refusal).as("a refusal with %s", code).isNotNull();
    assertThat(refusal.code()).isEqualTo(code);
    return refusal;
  }
}
