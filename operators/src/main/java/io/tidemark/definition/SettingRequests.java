package io.tidemark.definition;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.milvus.grpc.KeyValuePair;
import io.tidemark.proto.AlterSettingsRequest;
import io.tidemark.proto.ClusterSettings;
import io.tidemark.proto.SettingsMeta;
import io.tidemark.proto.ShowConfigurationsRequest;
import io.tidemark.proto.ShowConfigurationsResponse;
import io.tidemark.proto.SysConfigRequest;
import io.tidemark.proto.SysConfigResponse;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.RefusedException;
import io.tidemark.request.Responses;
import io.tidemark.setting.Limits;
import io.tidemark.setting.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Changes settings and tells of them, those that were fixed when the cluster was created included
 * (R4). A changed setting is an entry of the table: it holds from its request on, and a checkpoint
 * carries it.
 */
final class SettingRequests {

    /** What the keys of the settings fixed at creation begin with. */
    private static final String CLUSTER = "cluster.";

    private SettingRequests() {}

    static Decision alter(AlterSettingsRequest asked, Context context) throws RefusedException {
        Properties.requireOneOf(asked.getSettingsList(), asked.getDeleteKeysList());
        List<KeyValuePair> set = new ArrayList<>();
        for (KeyValuePair pair : asked.getSettingsList()) {
            long value = named(pair.getKey()).parse(pair.getValue());
            set.add(pair.toBuilder().setValue(Long.toString(value)).build());
        }
        for (String key : asked.getDeleteKeysList()) {
            named(key);
        }
        List<KeyValuePair> before = context.table().settings().changed(Context.NOW);
        List<KeyValuePair> after = Properties.altered(before, set, asked.getDeleteKeysList());
        if (after.equals(before)) {
            return Decision.unchanged();
        }
        SettingsMeta settings = SettingsMeta.newBuilder().addAllValues(after).build();
        return Decision.of(List.of(context.change().setSettings(settings).build()));
    }

    /** Shows what has the pattern in its key, sorted by key. */
    static Decision show(ShowConfigurationsRequest asked, Context context) {
        ShowConfigurationsResponse.Builder response =
                ShowConfigurationsResponse.newBuilder().setStatus(Responses.success());
        all(context)
                .forEach(
                        (key, value) -> {
                            if (key.contains(asked.getPattern())) {
                                response.addConfiguations(
                                        KeyValuePair.newBuilder().setKey(key).setValue(value));
                            }
                        });
        return Decision.answer(response.build());
    }

    /** Gets settings by their keys, in the order asked for, then those of the prefixes, sorted. */
    static Decision get(SysConfigRequest asked, Context context) throws RefusedException {
        Map<String, String> all = all(context);
        SysConfigResponse.Builder response =
                SysConfigResponse.newBuilder().setStatus(Responses.success());
        for (String key : asked.getKeysList()) {
            if (!all.containsKey(key)) {
                throw new RefusedException(
                        ErrorKind.INVALID_PARAMETER, "no setting has the key " + key);
            }
            response.addKeys(key).addValues(all.get(key));
        }
        all.forEach(
                (key, value) -> {
                    boolean wanted = asked.getKeyPrefixesList().stream().anyMatch(key::startsWith);
                    if (wanted && !asked.getKeysList().contains(key)) {
                        response.addKeys(key).addValues(value);
                    }
                });
        return Decision.answer(response.build());
    }

    private static Map<String, String> all(Context context) {
        Map<String, String> all = new TreeMap<>();
        Limits limits = context.limits();
        for (Setting setting : Setting.values()) {
            all.put(setting.key(), Long.toString(limits.of(setting)));
        }
        for (FieldDescriptor field : ClusterSettings.getDescriptor().getFields()) {
            all.put(CLUSTER + field.getName(), context.settings().getField(field).toString());
        }
        return all;
    }

    private static Setting named(String key) throws RefusedException {
        boolean fixed = key.startsWith(CLUSTER);
        return Setting.named(key)
                .orElseThrow(
                        () ->
                                new RefusedException(
                                        ErrorKind.INVALID_PARAMETER,
                                        fixed
                                                ? key + " was fixed when the cluster was created"
                                                : "no setting has the key " + key));
    }
}
