using Amazon.Runtime;
using OpsWorker.Aws.Runtime;

namespace OpsWorker.Aws.Ssm;

/// <summary>
/// The operation of AWS Systems Manager that is used here, named as in the official package
/// AWSSDK.SimpleSystemsManagement, so that it can take this one's place. See
/// https://docs.aws.amazon.com/systems-manager/latest/APIReference/.
/// </summary>
public sealed class AmazonSimpleSystemsManagementClient : AwsServiceClient
{
    private static readonly JsonService Service = new(
        "Amazon.SimpleSystemsManagement", "AmazonSSM", "1.1", e => new AmazonSimpleSystemsManagementException(e));

    private static readonly JsonOperation<GetParameterRequest, GetParameterResponse> GetParameter =
        new(Service, "GetParameter", SsmJson.Default.GetParameterRequest, SsmJson.Default.GetParameterResponse);

    /// <summary>A client with the credentials of the environment.</summary>
    public AmazonSimpleSystemsManagementClient(AmazonSimpleSystemsManagementConfig config)
        : base(config)
    {
    }

    /// <summary>A client with these credentials.</summary>
    public AmazonSimpleSystemsManagementClient(AWSCredentials credentials, AmazonSimpleSystemsManagementConfig config)
        : base(credentials, config)
    {
    }

    /// <summary>Reads one parameter.</summary>
    /// <exception cref="AmazonSimpleSystemsManagementException">Systems Manager refused; the code says which way.</exception>
    public Task<GetParameterResponse> GetParameterAsync(GetParameterRequest request, CancellationToken cancellationToken) =>
        InvokeAsync<GetParameterResponse>(request, GetParameter.Options(), cancellationToken);
}
