package dev.stillpoint.control.disk;

import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.token.ClientTokens;

/** Changes of disks whose rows the catalog keeps and whose bytes the engine keeps. */
public final class CatalogDiskChanges implements DiskChanges {
  private final DiskAttributes attributes;
  private final DiskGrowth growth;

  public CatalogDiskChanges(Foundation foundation, ClientTokens tokens) {
    attributes = new DiskAttributes(foundation);
    growth = new DiskGrowth(foundation, tokens);
  }

  @Override
  public void modify(Caller caller, ModifyDiskAttribute request) throws Refusal {
    attributes.modify(caller, request);
  }

  @Override
  public void resize(Caller caller, ResizeDisk request) throws Refusal {
    growth.resize(caller, request);
  }
}
