using Amazon.Runtime;
using OpsWorker.Aws.Bedrock;
using OpsWorker.Aws.Bedrock.Model;
using OpsWorker.Core.Models;
using OpsWorker.Testing.Models;

namespace OpsWorker.Aws.Tests.Bedrock;

public sealed class BedrockRequestTests
{
    private const string Profile =
        "arn:aws:bedrock:eu-central-1:123456789012:inference-profile/eu.anthropic.claude-haiku-4-5-20251001-v1:0";

    [Fact]
    public async Task A_request_is_signed_for_bedrock_and_names_profile_and_guardrail()
    {
        await using var provider = await ModelStandIn.StartAsync();
        var config = new AmazonBedrockRuntimeConfig
        {
            ServiceURL = provider.Address.ToString(),
            AuthenticationRegion = "eu-central-1",
        };
        var model = new BedrockChatModel(
            new Lazy<AmazonBedrockRuntimeClient>(() => new AmazonBedrockRuntimeClient(new BasicAWSCredentials("id", "secret"), config)),
            new BedrockOptions("bedrock", Profile, TimeSpan.FromSeconds(20))
            {
                Guardrail = new GuardrailConfiguration("gr-1", "3"),
            },
            TimeProvider.System);

        await model.CompleteAsync(ChatRequest.Of("Be brief.", "Why?", 100), TestContext.Current.CancellationToken);

        var request = provider.Requests.ShouldHaveSingleItem();
        request.Model.ShouldBe(Profile);
        request.Credential.ShouldNotBeNull().ShouldContain("/eu-central-1/bedrock/aws4_request");
        request.Body.ShouldContain("""guardrailConfig":{"guardrailIdentifier":"gr-1","guardrailVersion":"3"}""");
    }
}
