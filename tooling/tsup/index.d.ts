import type { Options } from 'tsup'

export declare function library(options: { entry: string[] }): Options
