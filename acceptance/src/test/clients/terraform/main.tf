terraform {
  required_providers { alicloud = { source = "aliyun/alicloud" } }
}

variable "endpoint" {}
variable "description" { default = "every disk of both hosts" }
variable "owner" { default = "ops" }

provider "alicloud" {
  region                 = "cn-hangzhou"
  protocol               = "HTTP"
  skip_region_validation = true
  account_id             = "1000000000000001"
  account_type           = "Domestic"
  endpoints { ecs = var.endpoint }
}

resource "alicloud_instance" "host" {
  count                = 2
  availability_zone    = "cn-hangzhou-h"
  image_id             = "any"
  instance_type        = "ecs.any"
  instance_name        = "host-${count.index}"
  system_disk_category = "cloud_essd"
  system_disk_size     = 40
}

resource "alicloud_ecs_disk" "data" {
  count                = 2
  zone_id              = "cn-hangzhou-h"
  category             = "cloud_essd"
  size                 = 20
  disk_name            = "data-${count.index}"
  delete_auto_snapshot = true
  tags                 = { owner = var.owner }
}

resource "alicloud_ecs_disk_attachment" "data" {
  count       = 2
  disk_id     = alicloud_ecs_disk.data[count.index].id
  instance_id = alicloud_instance.host[count.index].id
}

resource "alicloud_ecs_snapshot_group" "both" {
  disk_id             = alicloud_ecs_disk_attachment.data[*].disk_id
  snapshot_group_name = "both"
  description         = var.description
  tags                = { owner = var.owner }
}

resource "alicloud_ecs_auto_snapshot_policy" "nightly" {
  auto_snapshot_policy_name = "nightly"
  repeat_weekdays           = ["1", "5"]
  time_points               = ["2"]
  retention_days            = 7
  tags                      = { owner = var.owner }
}

resource "alicloud_ecs_auto_snapshot_policy_attachment" "data" {
  count                   = 2
  auto_snapshot_policy_id = alicloud_ecs_auto_snapshot_policy.nightly.id
  disk_id                 = alicloud_ecs_disk_attachment.data[count.index].disk_id
}
