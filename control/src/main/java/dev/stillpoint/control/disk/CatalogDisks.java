package dev.stillpoint.control.disk;

import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Listing;
import dev.stillpoint.control.token.ClientTokens;

/** Disks whose rows the catalog keeps and whose bytes the engine keeps. */
public final class CatalogDisks implements Disks {
  private final DiskCreation creation;
  private final DiskAttachment attachment;
  private final DiskDeletion deletion;
  private final DiskRollback rollback;
  private final DiskList list;

  public CatalogDisks(Foundation foundation, ClientTokens tokens) {
    creation = new DiskCreation(foundation, tokens);
    attachment = new DiskAttachment(foundation);
    deletion = new DiskDeletion(foundation);
    rollback = new DiskRollback(foundation);
    list = new DiskList(foundation);
  }

  @Override
  public String create(Caller caller, CreateDisk request) throws Refusal {
    return creation.create(caller, request);
  }

  @Override
  public void attach(Caller caller, AttachDisk request) throws Refusal {
    attachment.attach(caller, request);
  }

  @Override
  public void detach(Caller caller, DetachDisk request) throws Refusal {
    attachment.detach(caller, request);
  }

  @Override
  public Listing<DiskView> describe(Caller caller, DescribeDisks request) throws Refusal {
    return list.describe(caller, request);
  }

  @Override
  public void delete(Caller caller, String diskId) throws Refusal {
    deletion.delete(caller, diskId);
  }

  @Override
  public ResetAnswer reset(Caller caller, ResetDisks request) throws Refusal {
    return rollback.reset(caller, request);
  }
}
