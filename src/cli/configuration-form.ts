type Nullable<Value> = Value | null;
type Pair<Value> = Nullable<{ readonly primary?: Nullable<Value>; readonly secondary?: Nullable<Value> }>;
type Flags = Nullable<Readonly<Record<string, Nullable<boolean>>>>;
type Headers = Nullable<Readonly<Record<string, string>>>;
interface Client {
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface PartnerInFile {
  readonly authentication?: Nullable<{
    readonly ordersFeedRequestHeaders?: Headers;
    readonly clientCredentials?: Nullable<Client>;
    readonly initialAccessToken?: Nullable<string>;
  }>;
}

export interface SellerInFile {
  readonly '@id': string;
  readonly taxMode?: string;
  readonly authentication?: Nullable<{
    readonly requestHeaders?: Headers;
    readonly clientCredentials?: Nullable<Client>;
    readonly loginCredentials?: Nullable<{ readonly username: string; readonly password: string }>;
    readonly refreshTokens?: Nullable<{ readonly primary?: Nullable<string>; readonly secondary?: Nullable<string> }>;
  }>;
  readonly paymentReconciliationDetails?: Nullable<{
    readonly name?: Nullable<string>;
    readonly accountId?: Nullable<string>;
    readonly paymentProviderId?: Nullable<string>;
  }>;
}

export interface TestsInFile {
  readonly bookableOpportunityTypesInScope?: Flags;
  readonly bookingFlowsInScope?: Flags;
  readonly implementedFeatures?: Flags;
  readonly useRandomOpportunities?: Nullable<boolean>;
  readonly testDatasetIdentifier?: Nullable<string>;
  readonly openBookingApiRequestTimeout?: Nullable<number>;
  readonly waitForItemToUpdateInFeedTimeout?: Nullable<number>;
}

export interface TargetInFile {
  readonly isTestSystem?: Nullable<boolean>;
  readonly authenticationAuthority?: Nullable<string>;
  readonly requestsPerSecond?: Nullable<number>;
  readonly concurrentRequests?: Nullable<number>;
  readonly tls?: Nullable<{
    readonly certificates?: Nullable<readonly string[]>;
    readonly fingerprints?: Nullable<readonly string[]>;
    readonly selfSignedHosts?: Nullable<readonly string[]>;
  }>;
  readonly tokenStore?: Nullable<string>;
}

/** What fits the schema of configurations. */
export interface ConfigurationFile {
  readonly broker?: Nullable<{
    readonly datasetSiteUrl?: Nullable<string>;
    readonly bookingPartners?: Pair<PartnerInFile>;
    readonly loginPagesSelectors?: Nullable<{
      readonly username?: Nullable<string>;
      readonly password?: Nullable<string>;
      readonly button?: Nullable<string>;
    }>;
    readonly opportunityFeedRequestHeaders?: Headers;
    readonly datasetDistributionOverride?: Nullable<readonly Readonly<Record<string, string>>[]>;
  }>;
  readonly integrationTests?: Nullable<TestsInFile>;
  readonly sellers?: Pair<SellerInFile>;
  readonly target?: Nullable<TargetInFile>;
}
