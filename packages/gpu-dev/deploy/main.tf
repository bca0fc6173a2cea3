# Applies the schema, then starts the API: the order of `tofu apply`.

terraform {
  required_version = ">= 1.6"
  required_providers {
    external   = { source = "hashicorp/external", version = "~> 2.3" }
    kubernetes = { source = "hashicorp/kubernetes", version = "~> 2.35" }
  }
}

variable "image" {
  description = "The image made of the Dockerfile here."
  type        = string
}

variable "api_image" {
  description = "The image of the API."
  type        = string
}

# The name changes with every step and fixture of the installed packages (npm ci comes first).
data "external" "migration" {
  program = ["node", "${path.module}/migration-job.mjs", "--json"]
}

# Removed an hour after it ended, so that a later apply makes it again: it finds nothing to do.
resource "kubernetes_manifest" "migration" {
  manifest = yamldecode(templatefile("${path.module}/job.yaml", {
    name  = data.external.migration.result.name
    image = var.image
  }))

  wait {
    condition {
      type   = "Complete"
      status = "True"
    }
  }

  timeouts {
    create = "30m"
  }
}

resource "kubernetes_manifest" "api" {
  manifest = yamldecode(templatefile("${path.module}/api-deployment.yaml", {
    image     = var.image
    api_image = var.api_image
  }))

  depends_on = [kubernetes_manifest.migration]
}
