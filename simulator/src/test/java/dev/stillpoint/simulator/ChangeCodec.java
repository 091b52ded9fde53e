package dev.stillpoint.simulator;

import dev.stillpoint.block.Freeze;
import dev.stillpoint.block.GroupId;
import dev.stillpoint.block.ImageId;
import dev.stillpoint.block.Rollback;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.block.Zeroing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Changes as bytes, for the reference engine's log. */
final class ChangeCodec {
  private ChangeCodec() {}

  static byte[] encode(Change change) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      encode(change, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void encode(Change change, DataOutputStream out) throws IOException {
    switch (change) {
      case Change.Write(var volume, var offset, var bytes) -> {
        longs(out, 0, volume.value(), offset, bytes.length);
        out.write(bytes);
      }
      case Change.Zero(var volume, var offset, var length, var zeroing) ->
          longs(out, 1, volume.value(), offset, length, zeroing == Zeroing.HOLE ? 0 : 1);
      case Change.CreateVolume(var volume, var size, _) -> longs(out, 2, volume.value(), size);
      case Change.CloneVolume(var volume, var from, var size) ->
          longs(out, 3, volume.value(), from.value(), size);
      case Change.Resize(var volume, var size) -> longs(out, 4, volume.value(), size);
      case Change.DeleteVolume(var volume) -> longs(out, 5, volume.value());
      case Change.FreezeGroup(var group, var members, var time) -> {
        longs(out, 6, group.value(), time.toEpochMilli(), members.size());
        for (Freeze member : members) {
          longs(out, member.volume().value(), member.image().value());
        }
      }
      case Change.FreezePast _ -> throw new AssertionError("the reference keeps no past");
      case Change.RollBackGroup(var undo, var members, var time) -> {
        longs(out, 7, undo.value(), time.toEpochMilli(), members.size());
        for (Rollback member : members) {
          longs(out, member.volume().value(), member.target().value(), member.undo().value());
        }
      }
      case Change.DeleteImages(var images) -> {
        longs(out, 8, images.size());
        for (ImageId image : images) {
          longs(out, image.value());
        }
      }
    }
  }

  private static void longs(DataOutputStream out, long... values) throws IOException {
    for (long value : values) {
      out.writeLong(value);
    }
  }

  static Change decode(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      return decode(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Change decode(DataInputStream in) throws IOException {
    return switch ((int) in.readLong()) {
      case 0 ->
          new Change.Write(
              new VolumeId(in.readLong()), in.readLong(), in.readNBytes((int) in.readLong()));
      case 1 ->
          new Change.Zero(
              new VolumeId(in.readLong()),
              in.readLong(),
              in.readLong(),
              in.readLong() == 0 ? Zeroing.HOLE : Zeroing.ALLOCATED);
      case 2 ->
          new Change.CreateVolume(new VolumeId(in.readLong()), in.readLong(), Optional.empty());
      case 3 ->
          new Change.CloneVolume(
              new VolumeId(in.readLong()), new ImageId(in.readLong()), in.readLong());
      case 4 -> new Change.Resize(new VolumeId(in.readLong()), in.readLong());
      case 5 -> new Change.DeleteVolume(new VolumeId(in.readLong()));
      case 6 -> {
        GroupId group = new GroupId(in.readLong());
        Instant time = Instant.ofEpochMilli(in.readLong());
        List<Freeze> members = new ArrayList<>();
        for (long left = in.readLong(); left > 0; left--) {
          members.add(new Freeze(new VolumeId(in.readLong()), new ImageId(in.readLong())));
        }
        yield new Change.FreezeGroup(group, members, time);
      }
      case 7 -> {
        GroupId undo = new GroupId(in.readLong());
        Instant time = Instant.ofEpochMilli(in.readLong());
        List<Rollback> members = new ArrayList<>();
        for (long left = in.readLong(); left > 0; left--) {
          members.add(
              new Rollback(
                  new VolumeId(in.readLong()),
                  new ImageId(in.readLong()),
                  new ImageId(in.readLong())));
        }
        yield new Change.RollBackGroup(undo, members, time);
      }
      case 8 -> {
        List<ImageId> images = new ArrayList<>();
        for (long left = in.readLong(); left > 0; left--) {
          images.add(new ImageId(in.readLong()));
        }
        yield new Change.DeleteImages(images);
      }
      default -> throw new IOException("unknown change");
    };
  }
}
