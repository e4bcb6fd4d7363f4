using Amazon.CDK.AWS.Apigatewayv2;
using Amazon.CDK.AWS.CertificateManager;
using Constructs;
using OpsWorker.Infra.Settings;

namespace OpsWorker.Infra.Http;

/// <summary>A host name of one's own for the HTTP API. Its DNS record is made where the zone is.</summary>
public sealed class CustomDomain : Construct
{
    private readonly DomainName _domain;

    /// <summary>Makes the API answer under the name that the settings say.</summary>
    public CustomDomain(Construct scope, DeploymentSettings settings, IHttpApi api, IStage stage)
        : base(scope, "Domain")
    {
        _domain = new DomainName(this, "Name", new DomainNameProps
        {
            DomainName = settings.DomainName!,
            Certificate = Certificate.FromCertificateArn(this, "Certificate", settings.CertificateArn!),
            SecurityPolicy = SecurityPolicy.TLS_1_2,
        });
        _ = new ApiMapping(this, "Mapping", new ApiMappingProps { Api = api, DomainName = _domain, Stage = stage });
        Url = "https://" + settings.DomainName;
    }

    /// <summary>The address, without a slash at its end.</summary>
    public string Url { get; }

    /// <summary>The target of the name's DNS record.</summary>
    public string Target => _domain.RegionalDomainName;
}
