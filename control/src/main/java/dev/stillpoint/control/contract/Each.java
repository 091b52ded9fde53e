package dev.stillpoint.control.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The name of the items of a list in an answer: {@code "Disks": {"Disk": […]}}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Each {
  /** For example {@code Disk}. */
  String value();
}
