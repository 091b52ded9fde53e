package dev.stillpoint.api.ecs.image;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.image.CreateImage.Mapping;
import dev.stillpoint.control.image.Images;
import java.util.ArrayList;
import java.util.List;

/** Makes an image of snapshots or of an instance. */
final class CreateImage implements Action {
  private final Images images;

  CreateImage(Images images) {
    this.images = images;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    List<Mapping> mappings = new ArrayList<>();
    for (Arguments mapping : arguments.structures("DiskDeviceMapping")) {
      mappings.add(
          new Mapping(
              mapping.textOrNull("SnapshotId"),
              mapping.textOrNull("Device"),
              mapping.textOrNull("DiskType"),
              mapping.wholeOrNull("Size")));
    }
    String imageId =
        images.create(
            invocation.caller(),
            new dev.stillpoint.control.image.CreateImage(
                arguments.required("RegionId"),
                arguments.textOrNull("SnapshotId"),
                arguments.textOrNull("InstanceId"),
                mappings,
                arguments.textOrNull("ImageName"),
                arguments.textOrNull("ImageFamily"),
                arguments.textOrNull("ImageVersion"),
                arguments.textOrNull("Description"),
                arguments.textOrNull("Platform"),
                arguments.textOrNull("Architecture"),
                arguments.textOrNull("BootMode"),
                arguments.textOrNull("ClientToken"),
                arguments.textOrNull("ResourceGroupId"),
                arguments.flagOrNull("DryRun"),
                arguments.tags()));
    return new Fields().text("ImageId", imageId);
  }
}
