using System.Text.Json.Nodes;
using System.Web;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecurityToken;
using Amazon.SQS;
using OpsWorker.Aws.S3;
using OpsWorker.Aws.Sqs;
using OpsWorker.Aws.Sts;
using OpsWorker.Aws.Tests.Wire;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;

namespace OpsWorker.Aws.Tests.Sts;

public sealed class AgentCredentialIssuerTests
{
    private static readonly Cluster Cluster = new()
    {
        Id = "cl_0123456789abcdef0123",
        Organisation = new OrganisationId("org_0123456789abcdef0123"),
        Name = "production",
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    private static readonly AgentResources Resources = AgentResources.From(
        "arn:aws:iam::123456789012:role/opsworker-prod-agent",
        "https://sqs.eu-west-1.amazonaws.com/123456789012/opsworker-prod-",
        "eu-west-1",
        "evidence");

    [Fact]
    public void The_policy_allows_receiving_own_commands_sending_results_and_storing_evidence_alone()
    {
        var policy = JsonNode.Parse(AgentPolicy.Build(Cluster, Resources));

        JsonNode.DeepEquals(policy, JsonNode.Parse(RecordedService.Recording("sts/agent-policy.json"))).ShouldBeTrue(policy!.ToString());
    }

    [Fact]
    public void Evidence_with_a_key_of_its_own_may_be_encrypted_with_it()
    {
        const string Key = "arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d-0000-4000-8000-0123456789ab";
        var policy = JsonNode.Parse(AgentPolicy.Build(Cluster, Resources with { KmsKeyArn = Key }))!;

        var statement = policy["Statement"]!.AsArray()[^1]!;
        statement["Action"]!.AsArray().Select(action => action!.GetValue<string>()).ShouldBe(["kms:GenerateDataKey"]);
        statement["Resource"]!.GetValue<string>().ShouldBe(Key);
    }

    [Fact]
    public void The_policy_is_within_the_size_limit_of_a_session_policy() =>
        AgentPolicy.Build(Cluster, Resources).Length.ShouldBeLessThan(2048);

    [Fact]
    public async Task Credentials_are_issued_for_a_session_named_after_the_cluster()
    {
        await using var service = await RecordedService.ReplayAsync("sts/AssumeRole.response.http");
        using var client = new AmazonSecurityTokenServiceClient(
            new BasicAWSCredentials("AKIDEXAMPLE", "secret"),
            new AmazonSecurityTokenServiceConfig { ServiceURL = service.Url, AuthenticationRegion = "eu-west-1" });

        using var sqs = new AmazonSQSClient(new AnonymousAWSCredentials(), new AmazonSQSConfig { ServiceURL = "http://127.0.0.1:1" });
        var urls = new SqsQueueUrls("https://sqs.eu-west-1.amazonaws.com/123456789012/opsworker-prod-");
        using var s3 = new AmazonS3Client(new BasicAWSCredentials("AKIDEXAMPLE", "secret"), RegionEndpoint.EUWest1);
        var evidence = new S3EvidenceStore(s3, new S3EvidenceOptions("evidence"), TimeProvider.System);
        var issuer = new AgentCredentialIssuer(client, Resources, new SqsCommandQueues(sqs, urls, "opsworker-prod-"), urls, evidence);

        var session = await issuer.IssueAsync(Cluster, TestContext.Current.CancellationToken);

        session.Endpoint.ShouldBe(new Uri("https://sqs.eu-west-1.amazonaws.com"));
        session.Region.ShouldBe("eu-west-1");
        session.CommandQueueUrl.ShouldBe(
            "https://sqs.eu-west-1.amazonaws.com/123456789012/opsworker-prod-commands-cl-0123456789abcdef0123");
        session.ResultQueueUrl.ShouldBe("https://sqs.eu-west-1.amazonaws.com/123456789012/opsworker-prod-results");
        session.UploadOrigin.ShouldBe(new Uri("https://evidence.s3.eu-west-1.amazonaws.com"));
        var credentials = session.Credentials;

        credentials.AccessKeyId.ShouldBe("ASIAEXAMPLE");
        credentials.SecretAccessKey.ShouldBe("agent-secret");
        credentials.SessionToken.ShouldBe("agent-session");
        credentials.Expiration.ShouldBe(new DateTimeOffset(2026, 3, 1, 4, 0, 0, TimeSpan.Zero));
        var form = HttpUtility.ParseQueryString(service.Requests.ShouldHaveSingleItem().Body);
        form["RoleArn"].ShouldBe(Resources.RoleArn);
        form["RoleSessionName"].ShouldBe(Cluster.Id);
        form["DurationSeconds"].ShouldBe("3600");
        form["Policy"].ShouldBe(AgentPolicy.Build(Cluster, Resources));
    }

    [Theory]
    [InlineData("role", "https://sqs.eu-west-1.amazonaws.com/123456789012/opsworker-")]
    [InlineData("arn:aws:sts::123456789012:assumed-role", "https://sqs.eu-west-1.amazonaws.com/123456789012/opsworker-")]
    [InlineData("arn:aws:iam::123456789012:role/agent", "https://sqs.eu-west-1.amazonaws.com/")]
    public void A_malformed_role_or_address_is_refused(string roleArn, string queueUrlPrefix) =>
        Should.Throw<ArgumentException>(() => AgentResources.From(roleArn, queueUrlPrefix, "eu-west-1", "evidence"));

    [Fact]
    public void Queues_are_in_the_partition_of_the_role() =>
        AgentResources.From(
                "arn:aws-cn:iam::123456789012:role/agent",
                "https://sqs.cn-north-1.amazonaws.com.cn/123456789012/opsworker-",
                "cn-north-1",
                "evidence")
            .QueueArnPrefix.ShouldBe("arn:aws-cn:sqs:cn-north-1:123456789012:opsworker-");
}
