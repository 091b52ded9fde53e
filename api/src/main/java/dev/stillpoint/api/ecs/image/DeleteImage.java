package dev.stillpoint.api.ecs.image;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.image.Images;

/** Deletes an image; its snapshots stay. */
final class DeleteImage implements Action {
  private final Images images;

  DeleteImage(Images images) {
    this.images = images;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    images.delete(
        invocation.caller(),
        new dev.stillpoint.control.image.DeleteImage(
            arguments.required("RegionId"),
            arguments.required("ImageId"),
            arguments.flagOrNull("Force"),
            arguments.flagOrNull("DryRun")));
    return new Fields();
  }
}
