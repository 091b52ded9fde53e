package dev.stillpoint.api.ecs.image;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.control.image.Images;
import java.util.List;

/** The actions on images. */
public final class ImageActions {
  private ImageActions() {}

  /** Each of them, over the doors that it needs. */
  public static List<Action> over(Images images) {
    return List.of(new CreateImage(images), new DescribeImages(images), new DeleteImage(images));
  }
}
