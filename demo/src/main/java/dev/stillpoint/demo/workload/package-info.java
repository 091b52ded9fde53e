/**
 * The writer whose transactions span the disks, and everything that must be known to judge what it
 * left behind.
 *
 * <p>A transaction is a log record, then (only after its answer) a page on each of two disks, then
 * (only after theirs) a commit mark. Where each part lies and what it holds is a function of the
 * seed and the transaction's number ({@link dev.stillpoint.demo.workload.Layout}, {@link
 * dev.stillpoint.demo.workload.BlockContent}); when each was sent and answered is kept by {@link
 * dev.stillpoint.demo.workload.WriteRecords}. This package knows disks only as {@link
 * dev.stillpoint.demo.workload.Disk} and nothing of the API.
 */
package dev.stillpoint.demo.workload;
