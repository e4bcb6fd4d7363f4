using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Detectors.Runtime;
using OpsWorker.Diagnosis.Tests.Contrasts;
using OpsWorker.Testing.Clusters;
using static OpsWorker.Diagnosis.Tests.Contrasts.Contrast;

namespace OpsWorker.Diagnosis.Tests.Detectors;

public sealed class CloudPermissionDetectorTests
{
    private const string Aws =
        "operation error S3: PutObject, api error AccessDenied: User: arn:aws:sts::1:assumed-role/web "
        + "is not authorized to perform: s3:PutObject on resource: x";
    private const string Unprovisioned =
        "failed to provision volume with StorageClass \"fast\": rpc error: code = Internal desc = "
        + "Could not create volume: UnauthorizedOperation: You are not authorized to perform this operation.";

    // A cloud that refuses; the API server that does.
    internal static Contrast Contrast => new(nameof(CloudPermissionDetector), CauseCode.CloudPermissionDenied,
        Crashing(Aws),
        Crashing("pods is forbidden: User \"system:serviceaccount:shop:web\" cannot list resource \"pods\" in API group \"\""));

    [Theory]
    [InlineData(Aws, "s3:PutObject")]
    [InlineData("AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity status code: 403", "sts:AssumeRoleWithWebIdentity")]
    [InlineData("rpc error: code = PermissionDenied desc = Permission 'pubsub.topics.publish' denied on resource", "pubsub.topics.publish")]
    [InlineData("The client 'x' does not have authorization to perform action 'Microsoft.Compute/disks/write' over scope",
        "Microsoft.Compute/disks/write")]
    public void The_action_that_each_cloud_refuses_is_named(string line, string action) =>
        Crashing(line).ShouldFindAnd(CauseCode.CloudPermissionDenied, "web").Causes[0].Finding.Summary.ShouldContain(action);

    // Allowing an action helps neither who is not known nor who shows nothing.
    [Theory]
    [InlineData("InvalidAccessKeyId: The Access Key Id you provided does not exist in our records.", "does not accept", "Replace the keys")]
    [InlineData("SignatureDoesNotMatch: check your secret key\n\tstatus code: 403", "does not accept", "Replace the keys")]
    [InlineData("fatal: NoCredentialProviders: no valid providers in chain. Deprecated.", "no credentials", "bind its ServiceAccount")]
    [InlineData("botocore.exceptions.NoCredentialsError: Unable to locate credentials", "no credentials", "bind its ServiceAccount")]
    [InlineData("google: could not find default credentials. See the documentation.", "no credentials", "bind its ServiceAccount")]
    public void Credentials_that_are_refused_or_missing_are_to_be_given(string line, string summary, string remedy)
    {
        var finding = Crashing(line).ShouldFindAnd(CauseCode.CloudPermissionDenied, "web").Causes[0].Finding;

        finding.Summary.ShouldContain(summary);
        finding.Remedy.Text.ShouldContain(remedy);
    }

    [Fact]
    public void A_claim_for_which_the_cloud_refuses_a_disk_is_no_wrong_claim() => Claimed()
        .Event("PersistentVolumeClaim", "data", "ProvisioningFailed", Unprovisioned)
        .ShouldFindAnd(CauseCode.CloudPermissionDenied, "data").Causes.ShouldHaveSingleItem();

    [Fact]
    public void A_claim_that_waits_for_another_reason_is_not_the_clouds() => Claimed()
        .Event("PersistentVolumeClaim", "data", "ProvisioningFailed", "storageclass.storage.k8s.io \"fast\" not found")
        .ShouldNotFind(CauseCode.CloudPermissionDenied);

    [Fact]
    public void A_warning_about_what_is_gone_has_no_object() => new TestCluster().Healthy("web")
        .Event("PersistentVolumeClaim", "old", "ProvisioningFailed", Unprovisioned).ShouldNotFind(CauseCode.CloudPermissionDenied);

    [Fact]
    public void A_user_whom_the_application_itself_refuses_is_not_the_clouds() =>
        Crashing("User 7 is not authorized to perform this action").ShouldNotFind(CauseCode.CloudPermissionDenied);

    [Fact]
    public void A_container_that_runs_and_is_refused_to_the_end_is_the_cause_where_the_alert_names_it() =>
        new TestCluster().Healthy("web").Logs("web", Aws, Aws, Aws)
            .ShouldFind(CauseCode.CloudPermissionDenied, "web", new() { ["namespace"] = TestCluster.Namespace, ["deployment"] = "web" });

    [Fact]
    public void A_container_that_works_lives_with_the_refusal() =>
        Web(States.Ready).Logs("web", Aws, Aws).ShouldNotFind(CauseCode.CloudPermissionDenied);

    private static TestCluster Crashing(string line) => Web(States.Crashing()).Logs("web", line);

    private static TestCluster Claimed() => new TestCluster()
        .Deployment("web", Spec(pod: "'volumes':[{'name':'data','persistentVolumeClaim':{'claimName':'data'}}]"))
        .Pod("web", States.Unscheduled, node: null)
        .Add("persistentvolumeclaims", "PersistentVolumeClaim", "data",
            "{'spec':{'storageClassName':'fast','accessModes':['ReadWriteOnce'],"
            + "'resources':{'requests':{'storage':'1Gi'}}},'status':{'phase':'Pending'}}")
        .Add("storageclasses", "StorageClass", "fast", "{'provisioner':'ebs.csi.aws.com'}", ns: null);
}
