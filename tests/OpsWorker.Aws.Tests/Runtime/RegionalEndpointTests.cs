using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using OpsWorker.Aws.Runtime;
using OpsWorker.Aws.Sns;
using OpsWorker.Aws.Sqs;
using OpsWorker.Aws.Sqs.Model;
using OpsWorker.Aws.Ssm;

namespace OpsWorker.Aws.Tests.Runtime;

public sealed class RegionalEndpointTests
{
    [Fact]
    public void A_service_has_a_host_in_each_region()
    {
        Endpoint(new AmazonSQSConfig { RegionEndpoint = RegionEndpoint.EUWest1 }).ShouldBe("https://sqs.eu-west-1.amazonaws.com");
        Endpoint(new AmazonSimpleNotificationServiceConfig { RegionEndpoint = RegionEndpoint.USEast1 })
            .ShouldBe("https://sns.us-east-1.amazonaws.com");
        Endpoint(new AmazonSimpleSystemsManagementConfig { RegionEndpoint = RegionEndpoint.APSouth1 })
            .ShouldBe("https://ssm.ap-south-1.amazonaws.com");
    }

    [Fact]
    public void A_region_of_another_partition_has_its_own_domain() =>
        Endpoint(new AmazonSQSConfig { RegionEndpoint = RegionEndpoint.CNNorth1 })
            .ShouldBe("https://sqs.cn-north-1.amazonaws.com.cn");

    [Fact]
    public void An_endpoint_that_is_set_is_used() =>
        Endpoint(new AmazonSQSConfig { ServiceURL = "http://localhost:4566" }).ShouldStartWith("http://localhost:4566");

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void An_endpoint_that_is_not_worked_out_is_an_error_and_not_another_one(bool fips, bool dualStack)
    {
        var config = new AmazonSQSConfig
        {
            RegionEndpoint = RegionEndpoint.EUWest1,
            UseFIPSEndpoint = fips,
            UseDualstackEndpoint = dualStack,
        };

        Should.Throw<AmazonClientException>(() => Endpoint(config)).Message.ShouldContain("FIPS and dual-stack endpoints of SQS");
    }

    private static string Endpoint(AwsServiceConfig config) =>
        config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(
            new DeleteQueueRequest { QueueUrl = "https://sqs.eu-west-1.amazonaws.com/123456789012/q" })).URL;
}
