using OpsWorker.Contracts;

namespace OpsWorker.Aws.Tests.Contracts;

// Each class runs one suite; classes run side by side.
public sealed class SqsMessageQueueTests(AwsFixture fixture) : MessageQueueContract(fixture), IClassFixture<AwsFixture>;
