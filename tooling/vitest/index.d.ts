import type { ViteUserConfig } from 'vitest/config'

export declare function project(options: { name: string; globalSetup?: string[]; testTimeout?: number }): ViteUserConfig
