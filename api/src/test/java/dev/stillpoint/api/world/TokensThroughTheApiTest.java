package dev.stillpoint.api.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One request with a ClientToken, however often it is sent. */
class TokensThroughTheApiTest {
  private static final int CALLERS = 8;

  @TempDir Path directory;
  private ApiWorld api;

  @BeforeEach
  void open() throws Exception {
    api = new ApiWorld(directory);
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void identicalCallsAtOnceMakeOneGroup() throws Exception {
    String instance = api.instance();
    CountDownLatch start = new CountDownLatch(1);
    List<Future<ApiWorld.Answer>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(CALLERS)) {
      for (int i = 0; i < CALLERS; i++) {
        answers.add(
            threads.submit(() -> {
              start.await();
              return create(instance);
            }));
      }
      start.countDown();
      TreeSet<String> groups = new TreeSet<>();
      for (Future<ApiWorld.Answer> answer : answers) {
        if (answer.get().status() == 200) {
          groups.add(answer.get().text("/SnapshotGroupId"));
        } else {
          assertThat(answer.get().outcome()).isEqualTo("403 IdempotentProcessing");
        }
      }
      assertThat(groups).as("every success names the one group").hasSize(1);
    }
    assertThat(api.world().engine().groups()).hasSize(1);
  }

  @Test
  void theFirstAnswerIsGivenAgainAfterARestartForADay() throws Exception {
    String instance = api.instance();
    String first = create(instance).text("/SnapshotGroupId");
    api.world().restart();
    api.world().pass(Duration.ofHours(23));
    assertThat(create(instance).text("/SnapshotGroupId")).isEqualTo(first);
    assertThat(
            api.call(
                    "CreateSnapshotGroup", "InstanceId", instance, "ClientToken", "t", "Name", "nn")
                .outcome())
        .isEqualTo("403 IdempotentParameterMismatch");
    api.world().pass(Duration.ofHours(1));
    assertThat(create(instance).text("/SnapshotGroupId")).isNotEqualTo(first);
  }

  private ApiWorld.Answer create(String instance) {
    return api.call("CreateSnapshotGroup", "InstanceId", instance, "ClientToken", "t");
  }
}
