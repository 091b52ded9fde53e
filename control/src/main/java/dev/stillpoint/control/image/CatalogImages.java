package dev.stillpoint.control.image;

import dev.stillpoint.catalog.ImageRow;
import dev.stillpoint.catalog.ImageState;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.fault.ImageError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Listing;
import dev.stillpoint.control.request.Resource;
import dev.stillpoint.control.rule.TextRule;
import dev.stillpoint.control.token.ClientTokens;
import java.util.List;
import java.util.Optional;

/** Images whose rows the catalog keeps. */
public final class CatalogImages implements Images {
  private final Foundation foundation;
  private final ImageCreation creation;
  private final ImageList list;

  public CatalogImages(Foundation foundation, ClientTokens tokens) {
    this.foundation = foundation;
    creation = new ImageCreation(foundation, tokens);
    list = new ImageList(foundation);
  }

  @Override
  public String create(Caller caller, CreateImage request) throws Refusal {
    return creation.create(caller, request);
  }

  @Override
  public Listing<ImageView> describe(Caller caller, DescribeImages request) throws Refusal {
    return list.describe(caller, request);
  }

  @Override
  public void delete(Caller caller, DeleteImage request) throws Refusal {
    TextRule.require(request.regionId(), "RegionId");
    String imageId = TextRule.require(request.imageId(), "ImageId");
    foundation
        .admission()
        .admit(caller, "DeleteImage", request.regionId(), List.of(new Resource("image", imageId)));
    foundation
        .catalog()
        .write(tables -> {
          delete(tables, caller, request);
          return request;
        });
  }

  private static void delete(Tables tables, Caller caller, DeleteImage request) throws Refusal {
    Optional<ImageRow> image = tables.images().find(caller.accountId(), request.imageId());
    if (image.isPresent() && image.get().state() == ImageState.CREATING) {
      throw new Refusal(ImageError.INCORRECT_IMAGE_STATUS, request.imageId());
    }
    boolean force = Boolean.TRUE.equals(request.force());
    if (image.isPresent() && !force && tables.images().inUse(request.imageId())) {
      throw new Refusal(ImageError.IMAGE_IN_USE, request.imageId());
    }
    if (Boolean.TRUE.equals(request.dryRun())) {
      throw new Refusal(SharedError.DRY_RUN_OPERATION);
    }
    if (image.isPresent()) {
      tables.images().remove(request.imageId());
    }
  }
}
