using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using OpsWorker.Aws.Sns;

namespace OpsWorker.Aws.Tests.Runtime;

public sealed class RegionalEndpointTests
{
    [Theory]
    [InlineData("us-east-1", "https://sns.us-east-1.amazonaws.com")]
    [InlineData("ap-south-1", "https://sns.ap-south-1.amazonaws.com")]
    [InlineData("cn-north-1", "https://sns.cn-north-1.amazonaws.com.cn")]
    public void The_host_name_has_the_region_and_the_domain_of_its_partition(string region, string endpoint) =>
        Endpoint(new() { RegionEndpoint = RegionEndpoint.GetBySystemName(region) }).ShouldBe(endpoint);

    [Fact]
    public void A_configured_endpoint_is_used() =>
        Endpoint(new() { ServiceURL = "http://localhost:4566" }).ShouldStartWith("http://localhost:4566");

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void A_fips_or_dual_stack_endpoint_is_refused_and_not_replaced_by_another(bool fips, bool dualStack)
    {
        var config = new AmazonSimpleNotificationServiceConfig
        {
            RegionEndpoint = RegionEndpoint.EUWest1,
            UseFIPSEndpoint = fips,
            UseDualstackEndpoint = dualStack,
        };

        Should.Throw<AmazonClientException>(() => Endpoint(config)).Message.ShouldContain("FIPS and dual-stack endpoints of SNS");
    }

    private static string Endpoint(AmazonSimpleNotificationServiceConfig config) =>
        config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(null)).URL;
}
