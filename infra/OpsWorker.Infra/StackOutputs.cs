using Amazon.CDK;
using OpsWorker.Infra.Http;
using OpsWorker.Infra.Monitoring;
using OpsWorker.Infra.Settings;
using OpsWorker.Infra.Storage;

namespace OpsWorker.Infra;

/// <summary>The outputs that <c>cdk deploy</c> prints at its end.</summary>
internal static class StackOutputs
{
    public static void Add(
        Stack stack,
        DeploymentSettings settings,
        HttpFrontDoor http,
        RecordTable records,
        EvidenceBucket evidence,
        OperationsDashboard dashboard)
    {
        void Output(string name, string description, string value) =>
            _ = new CfnOutput(stack, name, new CfnOutputProps { Description = description, Value = value });

        Output("ApiUrl", "The API, and the server URL of agents", http.Url);
        Output("AlertmanagerWebhookUrl", "For Alertmanager; the webhook key goes at the end", http.Url + "/v1/webhooks/alertmanager/");
        Output("RecordsTable", "The table of records", records.Table.TableName);
        Output("EvidenceBucket", "The bucket of evidence and reports", evidence.Bucket.BucketName);
        Output("SecretsPrefix", "What the names of the SSM parameters begin with that hold secrets", settings.SecretsPrefix);
        Output(
            "DashboardUrl",
            "The dashboard",
            $"https://{stack.Region}.console.aws.amazon.com/cloudwatch/home?region={stack.Region}#dashboards:name={dashboard.Name}");
        if (http.Domain is { } domain)
        {
            Output("DomainTarget", "What the DNS record (CNAME or alias) of the API's host name points at", domain.Target);
        }
    }
}
