using Amazon.Runtime;
using OpsWorker.Aws.Bedrock;
using OpsWorker.Contracts;
using OpsWorker.Core.Models;
using OpsWorker.Testing.Models;

namespace OpsWorker.Aws.Tests.Bedrock;

public sealed class BedrockChatModelContractTests : ChatModelContract
{
    protected override ModelProtocol Protocol => ModelProtocol.Bedrock;

    protected override IChatModel Create(ModelStandIn provider, TimeSpan timeout)
    {
        var config = new AmazonBedrockRuntimeConfig
        {
            ServiceURL = provider.Address.ToString(),
            AuthenticationRegion = "eu-central-1",
            MaxErrorRetry = 2,
            Timeout = timeout,
        };
        return new BedrockChatModel(
            new Lazy<AmazonBedrockRuntimeClient>(() => new AmazonBedrockRuntimeClient(new BasicAWSCredentials("id", Key), config)),
            new BedrockOptions("test", "test-model", timeout),
            TimeProvider.System);
    }
}
